package org.platebook.intake.ingest;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.CameraSpecialization;
import org.platebook.intake.camera.HeaderUnit;
import org.platebook.intake.camera.HorizontalPosition;
import org.platebook.intake.camera.Observation;
import org.platebook.intake.camera.PhysicalFilter;
import org.platebook.intake.camera.Problem;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.Quantity;
import org.platebook.intake.camera.rubin.SimulationCards;
import org.platebook.intake.header.Header;
import org.platebook.intake.header.KeywordValue;
import org.platebook.model.felis.Schema;
import org.platebook.model.time.Span;
import org.platebook.model.time.Tai;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The row of {@code exposure} that an observation makes. */
final class ExposureRow {

    private static final double ZENITH_DEG = 90;

    private final Observation observation;
    private final CameraSpecialization camera;
    private final Header header;
    private final List<Problem> problems = new ArrayList<>();
    private final DraftRow row;

    private ExposureRow(Schema schema, Prepared.Exposure exposure) {
        this.observation = exposure.observation();
        this.camera = exposure.camera();
        this.header = observation.header().corrected();
        this.row = new DraftRow(schema.name(), schema.table("exposure").orElseThrow());
        row.whole("exposure_id", exposure.exposureId());
    }

    /**
     * Makes the row.
     *
     * @param outline vertices of the camera's outline on the sky; null where it is not known
     */
    static ExposureRow of(Schema schema, Prepared.Exposure exposure, double @Nullable [] outline) {
        var made = new ExposureRow(schema, exposure);
        made.identity();
        made.pointing(outline);
        made.times();
        made.purpose();
        made.conditions();
        made.observatory();
        return made;
    }

    DraftRow row() {
        return row;
    }

    /**
     * What was wrong with fields that the camera does not translate, and with values no column can
     * hold.
     */
    List<Problem> problems() {
        var all = new ArrayList<>(problems);
        all.addAll(row.problems());
        return all;
    }

    private void identity() {
        row.text("exposure_name", get(Property.OBSERVATION_ID));
        row.text("controller", text("CONTRLLR"));
        row.whole("day_obs", get(Property.OBSERVING_DAY));
        row.whole("seq_num", get(Property.OBSERVATION_COUNTER));
        row.text("group_id", get(Property.EXPOSURE_GROUP));
        row.whole("cur_index", whole("CURINDEX"));
        row.whole("max_index", whole("MAXINDEX"));
        row.whole("group_counter_start", get(Property.GROUP_COUNTER_START));
        row.whole("group_counter_end", get(Property.GROUP_COUNTER_END));
        row.whole("header_visit_id", get(Property.VISIT_ID));
        row.flag("corrected", !observation.header().changes().isEmpty());
    }

    private void pointing(double @Nullable [] outline) {
        var position = get(Property.TRACKING_RADEC);
        row.real("s_ra", position == null ? null : position.raDeg());
        row.real("s_dec", position == null ? null : position.decDeg());
        row.real("sky_rotation", in(HeaderUnit.DEGREE, Property.BORESIGHT_ROTATION_ANGLE));
        row.text("rotation_coord", get(Property.BORESIGHT_ROTATION_COORD));
        row.reals("s_region", outline);
        row.real("airmass", get(Property.BORESIGHT_AIRMASS));
        horizontal("_start", get(Property.ALTAZ_BEGIN));
        horizontal("_end", get(Property.ALTAZ_END));
        horizontal("", BoresightAltitude.midway(observation));
    }

    private void horizontal(String when, @Nullable HorizontalPosition at) {
        row.real("azimuth" + when, at == null ? null : at.azimuthDeg());
        row.real("altitude" + when, at == null ? null : at.altitudeDeg());
        row.real("zenith_distance" + when, at == null ? null : ZENITH_DEG - at.altitudeDeg());
    }

    private void times() {
        var begin = get(Property.DATETIME_BEGIN);
        var end = get(Property.DATETIME_END);
        moment("obs_start", begin);
        moment("obs_end", end);
        moment(
                "exp_midpt",
                begin == null || end == null ? null : Span.ofExposure(begin, end).middle());
        row.whole("obs_start_ns", begin == null ? null : begin.nanos());
        row.whole("obs_end_ns", end == null ? null : end.nanos());
        row.real("exp_time", duration(Property.EXPOSURE_TIME));
        row.real("exp_time_requested", duration(Property.EXPOSURE_TIME_REQUESTED));
        row.real("shut_time", number("SHUTTIME"));
        row.real("dark_time", duration(Property.DARK_TIME));
        row.real("observing_day_offset", in(HeaderUnit.SECOND, Property.OBSERVING_DAY_OFFSET));
    }

    private void moment(String column, @Nullable Tai at) {
        row.moment(column, at);
        row.real(column + "_mjd", at == null ? null : at.mjd());
    }

    private void purpose() {
        var filter = get(Property.PHYSICAL_FILTER);
        row.text("physical_filter", filter);
        row.text("band", band(filter));
        row.text("img_type", get(Property.OBSERVATION_TYPE));
        row.text("science_program", get(Property.SCIENCE_PROGRAM));
        row.text("observation_reason", get(Property.OBSERVATION_REASON));
        row.text("target_name", get(Property.OBJECT));
        row.text("scheduler_note", text("OBSANNOT"));
        row.flag("emulated", get(Property.HAS_SIMULATED_CONTENT));
        row.flag("simulated", SimulationCards.simulated(header));
        row.flag("can_see_sky", get(Property.CAN_SEE_SKY));
    }

    private void conditions() {
        row.real("air_temp", in(HeaderUnit.CELSIUS, Property.TEMPERATURE));
        row.real("pressure", in(HeaderUnit.PASCAL, Property.PRESSURE));
        row.real("humidity", get(Property.RELATIVE_HUMIDITY));
        row.real("wind_speed", number("WINDSPD"));
        row.real("wind_dir", number("WINDDIR"));
        row.real("dimm_seeing", number("SEEING"));
        row.real("focus_z", in(HeaderUnit.MILLIMETRE, Property.FOCUS_Z));
        row.text("vignette", text("VIGNETTE"));
        row.text("vignette_min", text("VIGN_MIN"));
        if (row.has("dome_azimuth")) {
            row.real("dome_azimuth", number("DOMEAZ"));
            row.real("shut_lower", number("SHUTLOWR"));
            row.real("shut_upper", number("SHUTUPPR"));
        }
    }

    private void observatory() {
        row.text("telescope", get(Property.TELESCOPE));
        row.text("instrument", get(Property.INSTRUMENT));
        var location = get(Property.LOCATION);
        row.real("location_lon", location == null ? null : location.longitudeDeg());
        row.real("location_lat", location == null ? null : location.latitudeDeg());
        row.real("location_height", location == null ? null : location.heightMetres());
    }

    /**
     * The band of the corrected filter; what the header says of bands counts only for filters
     * nobody knows.
     */
    private @Nullable String band(@Nullable String filter) {
        if (filter == null) {
            return null;
        }
        Optional<PhysicalFilter> known =
                camera.filters().stream().filter(one -> one.name().equals(filter)).findFirst();
        return known.isPresent() ? known.get().band() : text("FILTBAND");
    }

    private <T> @Nullable T get(Property<T> property) {
        return observation.orNull(property);
    }

    private @Nullable Double in(HeaderUnit unit, Property<Quantity> property) {
        var quantity = get(property);
        return quantity == null ? null : quantity.in(unit);
    }

    /** Some translations say -1 s where the header says nothing: no duration at all. */
    private @Nullable Double duration(Property<Quantity> property) {
        var seconds = in(HeaderUnit.SECOND, property);
        return seconds == null || seconds < 0 ? null : seconds;
    }

    private @Nullable String text(String keyword) {
        return told(header.anyText(keyword));
    }

    private @Nullable Double number(String keyword) {
        return told(header.number(keyword));
    }

    private @Nullable Long whole(String keyword) {
        return told(header.integer(keyword));
    }

    private <T> @Nullable T told(KeywordValue<T> field) {
        if (field instanceof KeywordValue.Wrong<T>(var keyword, var value, var expected)) {
            problems.add(new Problem(keyword, value.toString(), expected, Problem.LEFT_ABSENT));
        }
        return field.orNull();
    }
}
