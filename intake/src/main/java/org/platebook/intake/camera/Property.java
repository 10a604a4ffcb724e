package org.platebook.intake.camera;

import org.platebook.model.time.Tai;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One thing that is said of an observation, the same for every camera; the names are those of
 * ObservationInfo in astro_metadata_translator.
 *
 * @param <T> String, Long, Double, Boolean, {@link Tai}, {@link Quantity}, {@link Location}, {@link
 *     IcrsPosition} or {@link HorizontalPosition}
 */
public final class Property<T> {

    private static final List<Property<?>> DEFINED = new ArrayList<>();

    /** Full name of the telescope. */
    public static final Property<String> TELESCOPE = of("telescope", String.class);

    /** Name of the camera. */
    public static final Property<String> INSTRUMENT = of("instrument", String.class);

    /** Where the telescope stands; absent for data of a laboratory. */
    public static final Property<Location> LOCATION = of("location", Location.class);

    /** The exposure's number, unique within its instrument. */
    public static final Property<Long> EXPOSURE_ID = of("exposure_id", Long.class);

    /** Number of the visit that the exposure belongs to. */
    public static final Property<Long> VISIT_ID = of("visit_id", Long.class);

    /** What stood in the beam: filter, or filters and grating joined by "~". */
    public static final Property<String> PHYSICAL_FILTER = of("physical_filter", String.class);

    /** When the exposure began. */
    public static final Property<Tai> DATETIME_BEGIN = of("datetime_begin", Tai.class);

    /** When the exposure ended. */
    public static final Property<Tai> DATETIME_END = of("datetime_end", Tai.class);

    /** How long the shutter was open, seconds. */
    public static final Property<Quantity> EXPOSURE_TIME = of("exposure_time", Quantity.class);

    /** How long it was meant to be open, seconds. */
    public static final Property<Quantity> EXPOSURE_TIME_REQUESTED =
            of("exposure_time_requested", Quantity.class);

    /** From the clearing of the detector to its reading, seconds. */
    public static final Property<Quantity> DARK_TIME = of("dark_time", Quantity.class);

    /** Airmass at the boresight, at the start of the exposure. */
    public static final Property<Double> BORESIGHT_AIRMASS = of("boresight_airmass", Double.class);

    /** Angle of the camera in the frame that boresight_rotation_coord names, degrees. */
    public static final Property<Quantity> BORESIGHT_ROTATION_ANGLE =
            of("boresight_rotation_angle", Quantity.class);

    /** "sky" where the rotation angle is one on the sky, "unknown" otherwise. */
    public static final Property<String> BORESIGHT_ROTATION_COORD =
            of("boresight_rotation_coord", String.class);

    /** The detector's number, unique within its instrument. */
    public static final Property<Long> DETECTOR_NUM = of("detector_num", Long.class);

    /** The detector's name within its group. */
    public static final Property<String> DETECTOR_NAME = of("detector_name", String.class);

    /** The detector's name within its camera: group and name. */
    public static final Property<String> DETECTOR_UNIQUE_NAME =
            of("detector_unique_name", String.class);

    /** Serial number of the detector. */
    public static final Property<String> DETECTOR_SERIAL = of("detector_serial", String.class);

    /** Group (raft) of the detector; absent where a camera has none. */
    public static final Property<String> DETECTOR_GROUP = of("detector_group", String.class);

    /** Number of this detector in this exposure, unique within its instrument. */
    public static final Property<Long> DETECTOR_EXPOSURE_ID =
            of("detector_exposure_id", Long.class);

    /** How far the camera stands from focus, a length. */
    public static final Property<Quantity> FOCUS_Z = of("focus_z", Quantity.class);

    /** Name of the target or field. */
    public static final Property<String> OBJECT = of("object", String.class);

    /** Temperature outside the dome. */
    public static final Property<Quantity> TEMPERATURE = of("temperature", Quantity.class);

    /** Pressure outside the dome. */
    public static final Property<Quantity> PRESSURE = of("pressure", Quantity.class);

    /** Relative humidity outside the dome, percent. */
    public static final Property<Double> RELATIVE_HUMIDITY = of("relative_humidity", Double.class);

    /** Where on the sky the telescope was told to track; absent where it did not track the sky. */
    public static final Property<IcrsPosition> TRACKING_RADEC =
            of("tracking_radec", IcrsPosition.class);

    /** Where the telescope pointed at the start of the exposure. */
    public static final Property<HorizontalPosition> ALTAZ_BEGIN =
            of("altaz_begin", HorizontalPosition.class);

    /** Where the telescope pointed at the end of the exposure. */
    public static final Property<HorizontalPosition> ALTAZ_END =
            of("altaz_end", HorizontalPosition.class);

    /** Survey or proposal. */
    public static final Property<String> SCIENCE_PROGRAM = of("science_program", String.class);

    /** Kind of exposure in lower case, as in "science", "bias", "dark", "flat". */
    public static final Property<String> OBSERVATION_TYPE = of("observation_type", String.class);

    /** The observatory's own name for the exposure. */
    public static final Property<String> OBSERVATION_ID = of("observation_id", String.class);

    /** What the exposure was taken for. */
    public static final Property<String> OBSERVATION_REASON =
            of("observation_reason", String.class);

    /** Name that exposures of one group share. */
    public static final Property<String> EXPOSURE_GROUP = of("exposure_group", String.class);

    /** The observing day as yyyymmdd. */
    public static final Property<Long> OBSERVING_DAY = of("observing_day", Long.class);

    /** How long after midnight the observing day begins, seconds. */
    public static final Property<Quantity> OBSERVING_DAY_OFFSET =
            of("observing_day_offset", Quantity.class);

    /** Place of the exposure in its observing day, or the observatory's own running number. */
    public static final Property<Long> OBSERVATION_COUNTER = of("observation_counter", Long.class);

    /** Whether any part of the observation was simulated. */
    public static final Property<Boolean> HAS_SIMULATED_CONTENT =
            of("has_simulated_content", Boolean.class);

    /** Counter of the first exposure of the group. */
    public static final Property<Long> GROUP_COUNTER_START = of("group_counter_start", Long.class);

    /** Counter of the last exposure of the group. */
    public static final Property<Long> GROUP_COUNTER_END = of("group_counter_end", Long.class);

    /** Whether light of the sky could reach the detector; absent where that is not known. */
    public static final Property<Boolean> CAN_SEE_SKY = of("can_see_sky", Boolean.class);

    /** Every property, in the order in which they are written. */
    public static final List<Property<?>> ALL = Collections.unmodifiableList(DEFINED);

    /** Which detector of which exposure it is, in the same order. */
    public static final List<Property<?>> OF_DETECTOR =
            List.of(
                    EXPOSURE_ID,
                    DETECTOR_NUM,
                    DETECTOR_NAME,
                    DETECTOR_UNIQUE_NAME,
                    DETECTOR_SERIAL,
                    DETECTOR_GROUP,
                    DETECTOR_EXPOSURE_ID,
                    OBSERVATION_ID);

    private final String name;
    private final Class<T> type;
    private final int place;

    private Property(String name, Class<T> type, int place) {
        this.name = name;
        this.type = type;
        this.place = place;
    }

    private static <T> Property<T> of(String name, Class<T> type) {
        var property = new Property<>(name, type, DEFINED.size());
        DEFINED.add(property);
        return property;
    }

    /** As in "exposure_id". */
    public String name() {
        return name;
    }

    public Class<T> type() {
        return type;
    }

    int place() {
        return place;
    }

    @Override
    public String toString() {
        return name;
    }
}
