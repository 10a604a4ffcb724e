package org.platebook.intake.camera;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;
import org.platebook.model.time.DayObs;
import org.platebook.model.time.DayTurn;
import org.platebook.model.time.Tai;
import org.platebook.model.time.TimeScale;

import java.util.List;
import java.util.Locale;

/**
 * Rules that hold for any camera: what FITS's own keywords say (FITS Standard 4.0, sections 8.4 and
 * 9.5) and what follows from other properties. A camera starts from {@link #ALL} and replaces what
 * it does otherwise.
 */
public final class FitsRules {

    /** What an exposure can last: up to four months. */
    private static final CardLimits SECONDS = new CardLimits(0, 1e7, "s");

    private static final List<String> SKY_TYPES = List.of("science", "object");
    private static final List<String> DARK_TYPES = List.of("bias", "dark");

    public static final Rules ALL =
            Rules.none()
                    .with(Property.INSTRUMENT, reading -> reading.camera().name())
                    .with(Property.TELESCOPE, PropertyRule.text("TELESCOP"))
                    .with(Property.LOCATION, FitsRules::location)
                    .with(Property.DATETIME_BEGIN, FitsRules::begin)
                    .with(Property.DATETIME_END, FitsRules::end)
                    .with(
                            Property.EXPOSURE_TIME,
                            PropertyRule.quantity(HeaderUnit.SECOND, SECONDS, "EXPTIME"))
                    .with(Property.EXPOSURE_TIME_REQUESTED, same(Property.EXPOSURE_TIME))
                    .with(Property.VISIT_ID, same(Property.EXPOSURE_ID))
                    .with(Property.DETECTOR_UNIQUE_NAME, FitsRules::detectorUniqueName)
                    .with(
                            Property.FOCUS_Z,
                            PropertyRule.always(new Quantity(0, HeaderUnit.MILLIMETRE)))
                    .with(Property.OBJECT, PropertyRule.text("OBJECT"))
                    .with(Property.OBSERVATION_REASON, FitsRules::reason)
                    .with(Property.EXPOSURE_GROUP, FitsRules::exposureGroup)
                    .with(Property.OBSERVING_DAY, FitsRules::observingDay)
                    .with(Property.HAS_SIMULATED_CONTENT, PropertyRule.always(false))
                    .with(Property.GROUP_COUNTER_START, same(Property.OBSERVATION_COUNTER))
                    .with(Property.GROUP_COUNTER_END, same(Property.OBSERVATION_COUNTER))
                    .with(Property.CAN_SEE_SKY, FitsRules::canSeeSky);

    private FitsRules() {}

    /** The value of another property. */
    public static <T> PropertyRule<T> same(Property<T> other) {
        return reading -> reading.get(other);
    }

    /** The scale that TIMESYS names; UTC where there is none (FITS Standard 4.0, section 9.2.1). */
    public static TimeScale timeScale(Reading reading) {
        return timeScale(reading, TimeScale.UTC);
    }

    /**
     * The scale that TIMESYS names.
     *
     * @param otherwise the scale where there is no TIMESYS
     * @throws Refused {@code header.timesys} when it names none that is known
     */
    public static TimeScale timeScale(Reading reading, TimeScale otherwise) {
        var name = reading.text("TIMESYS");
        if (name == null || name.isBlank()) {
            return otherwise;
        }
        return switch (name.strip().toUpperCase(Locale.ROOT)) {
            case "TAI", "IAT" -> TimeScale.TAI;
            case "UTC", "UT", "GMT" -> TimeScale.UTC;
            case "TT", "TDT", "ET" -> TimeScale.TT;
            case "TDB" -> {
                reading.problem("TIMESYS is TDB", "UTC, TAI or TT", "taken as TT, 2 ms away");
                yield TimeScale.TT;
            }
            default ->
                    throw new Refused(
                            CameraCode.HEADER_TIMESYS,
                            "TIMESYS is '%s', expected UTC, TAI or TT".formatted(name));
        };
    }

    private static @Nullable Tai begin(Reading reading) {
        return reading.time(timeScale(reading), "DATE-BEG", "MJD-BEG", "DATE-OBS", "MJD-OBS");
    }

    private static @Nullable Tai end(Reading reading) {
        return reading.time(timeScale(reading), "DATE-END", "MJD-END");
    }

    /** OBSGEO-X, -Y and -Z in metres. */
    public static @Nullable Location location(Reading reading) {
        var x = reading.number("OBSGEO-X");
        var y = reading.number("OBSGEO-Y");
        var z = reading.number("OBSGEO-Z");
        return x == null || y == null || z == null ? null : new Location(x, y, z);
    }

    private static @Nullable String detectorUniqueName(Reading reading) {
        var group = reading.get(Property.DETECTOR_GROUP);
        var name = reading.get(Property.DETECTOR_NAME);
        return group == null || name == null ? name : group + "_" + name;
    }

    private static String reason(Reading reading) {
        return "science".equals(reading.get(Property.OBSERVATION_TYPE)) ? "science" : "unknown";
    }

    private static @Nullable String exposureGroup(Reading reading) {
        var id = reading.get(Property.EXPOSURE_ID);
        return id == null ? null : id.toString();
    }

    /** The date in TAI on which the observing day began that the exposure began in. */
    public static @Nullable Long observingDay(Reading reading) {
        var begin = reading.get(Property.DATETIME_BEGIN);
        if (begin == null) {
            return null;
        }
        var offset = reading.get(Property.OBSERVING_DAY_OFFSET);
        int seconds = offset == null ? 0 : (int) offset.in(HeaderUnit.SECOND);
        return (long) DayObs.of(begin, new DayTurn(TimeScale.TAI, seconds)).yyyymmdd();
    }

    private static @Nullable Boolean canSeeSky(Reading reading) {
        return canSeeSky(reading, DARK_TYPES);
    }

    /**
     * What the observation type tells: science sees the sky, the given types do not, others are
     * open.
     */
    public static @Nullable Boolean canSeeSky(Reading reading, List<String> darkTypes) {
        var type = reading.get(Property.OBSERVATION_TYPE);
        if (type == null) {
            return null;
        }
        if (SKY_TYPES.contains(type)) {
            return true;
        }
        return darkTypes.contains(type) ? false : null;
    }
}
