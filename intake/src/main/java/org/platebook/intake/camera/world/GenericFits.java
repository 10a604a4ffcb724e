package org.platebook.intake.camera.world;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.CameraSpecialization;
import org.platebook.intake.camera.DetectorIdentity;
import org.platebook.intake.camera.FitsRules;
import org.platebook.intake.camera.HeaderUnit;
import org.platebook.intake.camera.IcrsPosition;
import org.platebook.intake.camera.IdLimits;
import org.platebook.intake.camera.Location;
import org.platebook.intake.camera.PhysicalFilter;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.PropertyRule;
import org.platebook.intake.camera.Reading;
import org.platebook.intake.camera.Rules;
import org.platebook.intake.camera.world.Shared.Pair;
import org.platebook.intake.header.Header;
import org.platebook.model.time.Tai;

import java.util.List;
import java.util.Locale;

/**
 * Any camera, read by the keywords of the FITS Standard (4.0, sections 4.4.2, 8 and 9) and those
 * that most observatories use; it recognises no header, so it must be chosen by name.
 */
final class GenericFits implements CameraSpecialization {

    private static final Rules RULES =
            FitsRules.ALL
                    .with(Property.INSTRUMENT, PropertyRule.text("INSTRUME", "CAMERA"))
                    .with(Property.LOCATION, GenericFits::location)
                    .with(Property.EXPOSURE_ID, PropertyRule.integer("EXPNUM", "EXPID", "OBSNUM"))
                    .with(
                            Property.OBSERVATION_ID,
                            PropertyRule.text(
                                    "OBSID", "OBS_ID", "EXPID", "EXPNUM", "FILENAME", "ORIGFILE"))
                    .with(
                            Property.OBSERVATION_COUNTER,
                            PropertyRule.integer("SEQNUM", "OBSNUM", "EXPNUM"))
                    .with(Property.DATETIME_BEGIN, GenericFits::begin)
                    .with(Property.DATETIME_END, GenericFits::end)
                    .with(
                            Property.EXPOSURE_TIME,
                            PropertyRule.quantity(
                                    HeaderUnit.SECOND, "XPOSURE", "EXPTIME", "EXPOSURE", "TELAPSE"))
                    .with(Property.DARK_TIME, PropertyRule.quantity(HeaderUnit.SECOND, "DARKTIME"))
                    .with(
                            Property.PHYSICAL_FILTER,
                            PropertyRule.text("FILTER", "FILTER1", "FILTER01"))
                    .with(Property.OBSERVATION_TYPE, GenericFits::type)
                    .with(
                            Property.SCIENCE_PROGRAM,
                            PropertyRule.text("PROGRAM", "PROPID", "PROP-ID"))
                    .with(Property.DETECTOR_NUM, PropertyRule.integer("CCDNUM", "DET-ID", "CCDID"))
                    .with(
                            Property.DETECTOR_NAME,
                            PropertyRule.text("DETECTOR", "CCDNAME", "EXTNAME"))
                    .with(Property.TRACKING_RADEC, GenericFits::position)
                    .with(
                            Property.ALTAZ_BEGIN,
                            Shared.altaz(
                                    new Pair("AZIMUTH", "ALTITUDE"),
                                    new Pair("TELAZ", "TELALT"),
                                    new Pair("AZ", "ALT"),
                                    new Pair("AZ", "EL")))
                    .with(Property.BORESIGHT_AIRMASS, PropertyRule.number("AIRMASS"))
                    .with(Property.BORESIGHT_ROTATION_COORD, PropertyRule.always("unknown"))
                    .with(Property.RELATIVE_HUMIDITY, PropertyRule.number("HUMIDITY", "RELHUMID"));

    @Override
    public String name() {
        return "FITS";
    }

    @Override
    public boolean recognises(Header header) {
        return false;
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
        return new IdLimits(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    private static @Nullable Location location(Reading reading) {
        var geocentric = FitsRules.location(reading);
        var longitudeDeg = reading.number("OBSGEO-L");
        var latitudeDeg = reading.number("OBSGEO-B");
        var height = reading.number("OBSGEO-H");
        return geocentric != null || longitudeDeg == null || latitudeDeg == null || height == null
                ? geocentric
                : Location.ofGeodetic(longitudeDeg, latitudeDeg, height);
    }

    private static @Nullable Tai begin(Reading reading) {
        var scale = FitsRules.timeScale(reading);
        var begin = reading.time(scale, "DATE-BEG", "MJD-BEG", "DATE-OBS", "MJD-OBS");
        return begin == null ? Shared.averageMinusHalf(reading, scale) : begin;
    }

    private static @Nullable Tai end(Reading reading) {
        var end = reading.time(FitsRules.timeScale(reading), "DATE-END", "MJD-END");
        return end == null ? Shared.beginPlusExposure(reading) : end;
    }

    private static @Nullable String type(Reading reading) {
        var type = reading.text("OBSTYPE", "IMAGETYP", "IMGTYPE", "OBS-TYPE");
        if (type == null) {
            return null;
        }
        var lower = type.strip().toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "object", "light", "light frame", "skyexp" -> Shared.SCIENCE;
            default -> lower;
        };
    }

    /** RA and DEC; right ascension with colons comes in hours. Else the image's reference point. */
    private static @Nullable IcrsPosition position(Reading reading) {
        var ra = reading.text("RA");
        if (ra != null && reading.isValued("DEC")) {
            var degreesPerUnit = Sexagesimal.is(ra) ? Sexagesimal.DEGREES_PER_HOUR : 1;
            return Shared.tracking(
                            List.of("RADESYS", "RADECSYS"), degreesPerUnit, new Pair("RA", "DEC"))
                    .read(reading);
        }
        var axis = reading.text("CTYPE1");
        return axis != null && axis.startsWith("RA--")
                ? Shared.tracking(List.of("RADESYS", "RADECSYS"), 1, new Pair("CRVAL1", "CRVAL2"))
                        .read(reading)
                : null;
    }
}
