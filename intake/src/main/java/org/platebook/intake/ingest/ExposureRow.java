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
import org.platebook.model.felis.ColumnRole;
import org.platebook.model.felis.Level;
import org.platebook.model.felis.Schema;
import org.platebook.model.time.Span;
import org.platebook.model.time.Tai;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The row of an exposure that an observation makes. */
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
        this.row = DraftRow.of(schema, Level.EXPOSURE);
        row.whole(ColumnRole.EXPOSURE_ID, exposure.exposureId());
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
        row.text(ColumnRole.EXPOSURE_NAME, get(Property.OBSERVATION_ID));
        row.text(ColumnRole.CONTROLLER, text("CONTRLLR"));
        row.whole(ColumnRole.DAY_OBS, get(Property.OBSERVING_DAY));
        row.whole(ColumnRole.SEQ_NUM, get(Property.OBSERVATION_COUNTER));
        row.text(ColumnRole.GROUP_ID, get(Property.EXPOSURE_GROUP));
        row.whole(ColumnRole.CUR_INDEX, whole("CURINDEX"));
        row.whole(ColumnRole.MAX_INDEX, whole("MAXINDEX"));
        row.whole(ColumnRole.GROUP_COUNTER_START, get(Property.GROUP_COUNTER_START));
        row.whole(ColumnRole.GROUP_COUNTER_END, get(Property.GROUP_COUNTER_END));
        row.whole(ColumnRole.HEADER_VISIT_ID, get(Property.VISIT_ID));
        row.flag(ColumnRole.CORRECTED, !observation.header().changes().isEmpty());
    }

    private void pointing(double @Nullable [] outline) {
        var position = get(Property.TRACKING_RADEC);
        row.real(ColumnRole.S_RA, position == null ? null : position.raDeg());
        row.real(ColumnRole.S_DEC, position == null ? null : position.decDeg());
        row.real(ColumnRole.SKY_ROTATION, in(HeaderUnit.DEGREE, Property.BORESIGHT_ROTATION_ANGLE));
        row.text(ColumnRole.ROTATION_COORD, get(Property.BORESIGHT_ROTATION_COORD));
        row.reals(ColumnRole.S_REGION, outline);
        row.real(ColumnRole.AIRMASS, get(Property.BORESIGHT_AIRMASS));
        horizontal(
                get(Property.ALTAZ_BEGIN),
                ColumnRole.AZIMUTH_START,
                ColumnRole.ALTITUDE_START,
                ColumnRole.ZENITH_DISTANCE_START);
        horizontal(
                get(Property.ALTAZ_END),
                ColumnRole.AZIMUTH_END,
                ColumnRole.ALTITUDE_END,
                ColumnRole.ZENITH_DISTANCE_END);
        horizontal(
                BoresightAltitude.midway(observation),
                ColumnRole.AZIMUTH,
                ColumnRole.ALTITUDE,
                ColumnRole.ZENITH_DISTANCE);
    }

    private void horizontal(
            @Nullable HorizontalPosition at,
            ColumnRole azimuth,
            ColumnRole altitude,
            ColumnRole zenithDistance) {
        row.real(azimuth, at == null ? null : at.azimuthDeg());
        row.real(altitude, at == null ? null : at.altitudeDeg());
        row.real(zenithDistance, at == null ? null : ZENITH_DEG - at.altitudeDeg());
    }

    private void times() {
        var begin = get(Property.DATETIME_BEGIN);
        var end = get(Property.DATETIME_END);
        moment(ColumnRole.OBS_START, ColumnRole.OBS_START_MJD, begin);
        moment(ColumnRole.OBS_END, ColumnRole.OBS_END_MJD, end);
        moment(
                ColumnRole.EXP_MIDPT,
                ColumnRole.EXP_MIDPT_MJD,
                begin == null || end == null ? null : Span.ofExposure(begin, end).middle());
        row.whole(ColumnRole.OBS_START_NS, begin == null ? null : begin.nanos());
        row.whole(ColumnRole.OBS_END_NS, end == null ? null : end.nanos());
        row.real(ColumnRole.EXP_TIME, duration(Property.EXPOSURE_TIME));
        row.real(ColumnRole.EXP_TIME_REQUESTED, duration(Property.EXPOSURE_TIME_REQUESTED));
        row.real(ColumnRole.SHUT_TIME, number("SHUTTIME"));
        row.real(ColumnRole.DARK_TIME, duration(Property.DARK_TIME));
        row.real(
                ColumnRole.OBSERVING_DAY_OFFSET,
                in(HeaderUnit.SECOND, Property.OBSERVING_DAY_OFFSET));
    }

    private void moment(ColumnRole column, ColumnRole days, @Nullable Tai at) {
        row.moment(column, at);
        row.real(days, at == null ? null : at.mjd());
    }

    private void purpose() {
        var filter = get(Property.PHYSICAL_FILTER);
        row.text(ColumnRole.PHYSICAL_FILTER, filter);
        row.text(ColumnRole.BAND, band(filter));
        row.text(ColumnRole.IMG_TYPE, get(Property.OBSERVATION_TYPE));
        row.text(ColumnRole.SCIENCE_PROGRAM, get(Property.SCIENCE_PROGRAM));
        row.text(ColumnRole.OBSERVATION_REASON, get(Property.OBSERVATION_REASON));
        row.text(ColumnRole.TARGET_NAME, get(Property.OBJECT));
        row.text(ColumnRole.SCHEDULER_NOTE, text("OBSANNOT"));
        row.flag(ColumnRole.EMULATED, get(Property.HAS_SIMULATED_CONTENT));
        row.flag(ColumnRole.SIMULATED, SimulationCards.simulated(header));
        row.flag(ColumnRole.CAN_SEE_SKY, get(Property.CAN_SEE_SKY));
    }

    private void conditions() {
        row.real(ColumnRole.AIR_TEMP, in(HeaderUnit.CELSIUS, Property.TEMPERATURE));
        row.real(ColumnRole.PRESSURE, in(HeaderUnit.PASCAL, Property.PRESSURE));
        row.real(ColumnRole.HUMIDITY, get(Property.RELATIVE_HUMIDITY));
        row.real(ColumnRole.WIND_SPEED, number("WINDSPD"));
        row.real(ColumnRole.WIND_DIR, number("WINDDIR"));
        row.real(ColumnRole.DIMM_SEEING, number("SEEING"));
        row.real(ColumnRole.FOCUS_Z, in(HeaderUnit.MILLIMETRE, Property.FOCUS_Z));
        row.text(ColumnRole.VIGNETTE, text("VIGNETTE"));
        row.text(ColumnRole.VIGNETTE_MIN, text("VIGN_MIN"));
        if (row.has(ColumnRole.DOME_AZIMUTH)) {
            row.real(ColumnRole.DOME_AZIMUTH, number("DOMEAZ"));
            row.real(ColumnRole.SHUT_LOWER, number("SHUTLOWR"));
            row.real(ColumnRole.SHUT_UPPER, number("SHUTUPPR"));
        }
    }

    private void observatory() {
        row.text(ColumnRole.TELESCOPE, get(Property.TELESCOPE));
        row.text(ColumnRole.INSTRUMENT, get(Property.INSTRUMENT));
        var location = get(Property.LOCATION);
        row.real(ColumnRole.LOCATION_LON, location == null ? null : location.longitudeDeg());
        row.real(ColumnRole.LOCATION_LAT, location == null ? null : location.latitudeDeg());
        row.real(ColumnRole.LOCATION_HEIGHT, location == null ? null : location.heightMetres());
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
