package org.platebook.intake.camera.rubin;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.CameraSpecialization;
import org.platebook.intake.camera.DetectorIdentity;
import org.platebook.intake.camera.FitsRules;
import org.platebook.intake.camera.HeaderUnit;
import org.platebook.intake.camera.HorizontalPosition;
import org.platebook.intake.camera.IcrsPosition;
import org.platebook.intake.camera.IdLimits;
import org.platebook.intake.camera.Location;
import org.platebook.intake.camera.PhysicalFilter;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.PropertyRule;
import org.platebook.intake.camera.Reading;
import org.platebook.intake.camera.Rules;
import org.platebook.intake.header.Header;
import org.platebook.model.time.Tai;
import org.platebook.model.time.TimeScale;

import java.util.List;
import java.util.Locale;

/**
 * Headers of processed images, in which Rubin's pipelines wrote what they knew of the exposure,
 * whichever camera took it.
 *
 * <p>Source of the facts: lsst/astro_metadata_translator 77d8a893, translators/visit_info.py.
 */
final class VisitInfo implements CameraSpecialization {

    private static final Rules RULES =
            FitsRules.ALL
                    .without(Property.DETECTOR_UNIQUE_NAME)
                    .with(Property.INSTRUMENT, PropertyRule.text("INSTRUMENT"))
                    .with(Property.LOCATION, VisitInfo::location)
                    .with(Property.EXPOSURE_ID, PropertyRule.integer("IDNUM"))
                    .with(Property.OBSERVATION_ID, PropertyRule.text("IDNUM"))
                    .with(Property.OBSERVATION_COUNTER, FitsRules.same(Property.EXPOSURE_ID))
                    .with(
                            Property.VISIT_ID,
                            PropertyRule.integer("LSST BUTLER DATAID VISIT")
                                    .or(PropertyRule.integer("IDNUM")))
                    .with(
                            Property.DETECTOR_NUM,
                            PropertyRule.integer("LSST BUTLER DATAID DETECTOR"))
                    .with(Property.DATETIME_BEGIN, VisitInfo::begin)
                    .with(Property.DATETIME_END, VisitInfo::end)
                    .with(Property.DARK_TIME, PropertyRule.quantity(HeaderUnit.SECOND, "DARKTIME"))
                    .with(Property.BORESIGHT_AIRMASS, PropertyRule.number("BORE-AIRMASS"))
                    .with(
                            Property.BORESIGHT_ROTATION_ANGLE,
                            PropertyRule.quantity(HeaderUnit.DEGREE, "BORE-ROTANG"))
                    .with(Property.BORESIGHT_ROTATION_COORD, VisitInfo::rotationCoord)
                    .with(Property.TRACKING_RADEC, VisitInfo::trackingRadec)
                    .with(Property.ALTAZ_BEGIN, VisitInfo::altaz)
                    .with(Property.RELATIVE_HUMIDITY, PropertyRule.number("HUMIDITY"))
                    .with(
                            Property.TEMPERATURE,
                            PropertyRule.quantity(HeaderUnit.CELSIUS, "AIRTEMP"))
                    .with(Property.PRESSURE, PropertyRule.quantity(HeaderUnit.PASCAL, "AIRPRESS"))
                    .with(Property.FOCUS_Z, PropertyRule.quantity(HeaderUnit.MILLIMETRE, "FOCUSZ"))
                    .with(Property.SCIENCE_PROGRAM, PropertyRule.text("PROGRAM"))
                    .with(Property.OBSERVATION_TYPE, PropertyRule.text("OBSTYPE"))
                    .with(Property.OBSERVATION_REASON, PropertyRule.text("REASON"))
                    .with(
                            Property.HAS_SIMULATED_CONTENT,
                            reading -> reading.flag("HAS-SIMULATED-CONTENT"));

    @Override
    public String name() {
        return "VisitInfo";
    }

    @Override
    public boolean recognises(Header header) {
        return RubinCamera.says(header, "INSTRUME", name())
                || (!header.has("INSTRUME")
                        && header.hasAll("INSTRUMENT", "IDNUM", "BORE-RA", "BORE-DEC"));
    }

    @Override
    public Rules rules() {
        return RULES;
    }

    @Override
    public List<DetectorIdentity> detectors() {
        return List.of();
    }

    @Override
    public List<PhysicalFilter> filters() {
        return List.of();
    }

    @Override
    public IdLimits idLimits() {
        return new IdLimits(
                RubinIds.LARGEST_EXPOSURE,
                RubinIds.LARGEST_VISIT,
                RubinIds.LARGEST_DETECTOR_EXPOSURE);
    }

    private static @Nullable Location location(Reading reading) {
        var longitude = reading.number("OBS-LONG");
        var latitude = reading.number("OBS-LAT");
        var height = reading.number("OBS-ELEV");
        return longitude == null || latitude == null || height == null
                ? null
                : Location.ofGeodetic(longitude, latitude, height);
    }

    /** DATE-AVG is the middle of the exposure, in TAI whatever TIMESYS says. */
    private static @Nullable Tai begin(Reading reading) {
        var middle = reading.time(TimeScale.TAI, "DATE-AVG");
        var exposure = reading.get(Property.EXPOSURE_TIME);
        return middle == null || exposure == null
                ? null
                : middle.plusSeconds(-exposure.in(HeaderUnit.SECOND) / 2);
    }

    private static @Nullable Tai end(Reading reading) {
        var begin = reading.get(Property.DATETIME_BEGIN);
        var exposure = reading.get(Property.EXPOSURE_TIME);
        return begin == null || exposure == null
                ? null
                : begin.plusSeconds(exposure.in(HeaderUnit.SECOND));
    }

    private static String rotationCoord(Reading reading) {
        var type = reading.text("ROTTYPE");
        return type == null ? "unknown" : type.toLowerCase(Locale.ROOT);
    }

    private static @Nullable IcrsPosition trackingRadec(Reading reading) {
        var ra = reading.number("BORE-RA");
        var dec = reading.number("BORE-DEC");
        return ra == null || dec == null ? null : IcrsPosition.of("ICRS", ra, dec);
    }

    private static @Nullable HorizontalPosition altaz(Reading reading) {
        var altitude = reading.number("BORE-ALT");
        var azimuth = reading.number("BORE-AZ");
        return altitude == null || azimuth == null
                ? null
                : HorizontalPosition.of(azimuth, altitude);
    }
}
