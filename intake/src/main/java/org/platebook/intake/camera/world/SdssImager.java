package org.platebook.intake.camera.world;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.CameraSpecialization;
import org.platebook.intake.camera.DetectorIdentity;
import org.platebook.intake.camera.FitsRules;
import org.platebook.intake.camera.HorizontalPosition;
import org.platebook.intake.camera.IdLimits;
import org.platebook.intake.camera.Location;
import org.platebook.intake.camera.PhysicalFilter;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.PropertyRule;
import org.platebook.intake.camera.Quantity;
import org.platebook.intake.camera.Reading;
import org.platebook.intake.camera.Rules;
import org.platebook.intake.camera.world.Shared.Pair;
import org.platebook.intake.header.Header;
import org.platebook.model.time.TimeScale;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The imaging camera of the Sloan Digital Sky Survey, which let the sky drift over its detectors.
 *
 * <p>Source of the facts: lsst/astro_metadata_translator 77d8a893, translators/sdss.py.
 */
final class SdssImager implements CameraSpecialization {

    private static final String NAME = "SDSS";

    /** Geocentric position of Apache Point Observatory. */
    private static final Location APACHE_POINT =
            new Location(-1_463_969.301_851_72, -5_166_673.342_234_33, 3_434_985.712_045_65);

    /** Order of the filters along a column of detectors. */
    private static final List<String> FILTERS = List.of("g", "z", "u", "i", "r");

    private static final int COLUMNS = 6;

    /** A field crosses the filters one after the other: frames that each is behind r. */
    private static final Map<String, Integer> FRAMES_BEHIND =
            Map.of("r", 0, "i", 2, "u", 4, "z", 6, "g", 8);

    private static final List<String> FILTERS_IN_IDS = List.of("u", "g", "r", "i", "z");

    private static final Rules RULES =
            FitsRules.ALL
                    .with(Property.INSTRUMENT, PropertyRule.always("Imager on SDSS 2.5m"))
                    .with(Property.TELESCOPE, PropertyRule.always("SDSS 2.5m"))
                    .with(Property.LOCATION, PropertyRule.always(APACHE_POINT))
                    .with(Property.EXPOSURE_ID, PropertyRule.integer("RUN"))
                    .with(Property.OBSERVATION_ID, SdssImager::observationId)
                    .with(Property.OBSERVATION_COUNTER, PropertyRule.always(0L))
                    .with(
                            Property.DATETIME_BEGIN,
                            reading -> Shared.moment(reading, TimeScale.TAI, "DATE-OBS", "TAIHMS"))
                    .with(Property.DATETIME_END, Shared::beginPlusExposure)
                    // The detector is read while it drifts.
                    .with(Property.DARK_TIME, PropertyRule.always(Quantity.seconds(0)))
                    .with(Property.PHYSICAL_FILTER, PropertyRule.text("FILTER"))
                    .with(Property.SCIENCE_PROGRAM, PropertyRule.text("OBJECT"))
                    .with(Property.OBSERVATION_TYPE, Shared.type("FLAVOR", "none"))
                    .with(Property.DETECTOR_NAME, PropertyRule.text("CCDLOC"))
                    .with(Property.DETECTOR_GROUP, PropertyRule.text("CAMCOL"))
                    .with(Property.DETECTOR_UNIQUE_NAME, SdssImager::detector)
                    .with(Property.DETECTOR_NUM, SdssImager::detectorNum)
                    .with(Property.DETECTOR_SERIAL, PropertyRule.always("UNKNOWN"))
                    .with(Property.DETECTOR_EXPOSURE_ID, SdssImager::detectorExposureId)
                    .with(
                            Property.TRACKING_RADEC,
                            Shared.tracking(List.of("RADECSYS"), 1, new Pair("RA", "DEC")))
                    .with(Property.ALTAZ_BEGIN, SdssImager::altaz)
                    .with(Property.BORESIGHT_AIRMASS, SdssImager::airmass)
                    // Drifting, columns run east and rows north.
                    .with(
                            Property.BORESIGHT_ROTATION_ANGLE,
                            PropertyRule.always(Quantity.degrees(0)))
                    .with(Property.BORESIGHT_ROTATION_COORD, PropertyRule.always("sky"));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Header header) {
        return header.text("TELESCOP").orElse("").contains("2.5m")
                && header.text("ORIGIN").orElse("").contains("SDSS")
                && header.text("CCDMODE").orElse("").contains("DRIFT");
    }

    @Override
    public Rules rules() {
        return RULES;
    }

    @Override
    public List<DetectorIdentity> detectors() {
        var detectors = new ArrayList<DetectorIdentity>();
        for (int column = 1; column <= COLUMNS; column++) {
            for (var filter : FILTERS) {
                detectors.add(new DetectorIdentity(detectors.size(), null, filter + column, null));
            }
        }
        return detectors;
    }

    @Override
    public List<PhysicalFilter> filters() {
        return FILTERS_IN_IDS.stream().map(name -> new PhysicalFilter(name, name)).toList();
    }

    /** Runs and fields have up to four digits each; the last run was 8162. */
    @Override
    public IdLimits idLimits() {
        return new IdLimits(9_999, 9_999, 9_999_469_999L);
    }

    private static @Nullable String observationId(Reading reading) {
        var run = reading.text("RUN");
        var column = reading.text("CAMCOL");
        var filter = reading.text("FILTER");
        var frame = reading.text("FRAME");
        return run == null || column == null || filter == null || frame == null
                ? null
                : String.join(" ", run, column, filter, frame);
    }

    private static @Nullable String detector(Reading reading) {
        var filter = reading.get(Property.PHYSICAL_FILTER);
        var column = reading.text("CAMCOL");
        if (filter == null || column == null) {
            reading.missing("a column of detectors and a filter", "CAMCOL", "FILTER");
            return null;
        }
        return filter + column;
    }

    private static @Nullable Long detectorNum(Reading reading) {
        var filter = reading.get(Property.PHYSICAL_FILTER);
        var column = reading.integer("CAMCOL");
        if (filter == null || column == null) {
            return null;
        }
        if (!FILTERS.contains(filter) || column < 1 || column > COLUMNS) {
            reading.problem("detector " + filter + column, "one of u1 to z6", "left absent");
            return null;
        }
        return (column - 1) * FILTERS.size() + FILTERS.indexOf(filter);
    }

    private static @Nullable Long detectorExposureId(Reading reading) {
        var run = reading.get(Property.EXPOSURE_ID);
        var column = reading.integer("CAMCOL");
        var frame = reading.integer("FRAME");
        var filter = reading.get(Property.PHYSICAL_FILTER);
        var behind = filter == null ? null : FRAMES_BEHIND.get(filter);
        if (run == null || column == null || frame == null || behind == null) {
            return null;
        }
        var number = FILTERS_IN_IDS.indexOf(Objects.requireNonNull(filter));
        return ((run * 10 + number) * 10 + column) * 10_000 + (frame - behind);
    }

    /** The encoders count azimuth from south through east. */
    private static @Nullable HorizontalPosition altaz(Reading reading) {
        var azimuthDeg = reading.number("AZ");
        var altitudeDeg = reading.number("ALT");
        if (azimuthDeg == null || altitudeDeg == null) {
            if (Shared.isScience(reading)) {
                reading.missing("a direction above the horizon", "AZ", "ALT");
            }
            return null;
        }
        return HorizontalPosition.of(180 - azimuthDeg, altitudeDeg);
    }

    /** The secant of the zenith distance. */
    private static @Nullable Double airmass(Reading reading) {
        var altaz = reading.get(Property.ALTAZ_BEGIN);
        return altaz == null ? null : 1 / Math.sin(Math.toRadians(altaz.altitudeDeg()));
    }
}
