package org.platebook.intake.camera.world;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.CameraSpecialization;
import org.platebook.intake.camera.DetectorIdentity;
import org.platebook.intake.camera.FitsRules;
import org.platebook.intake.camera.HeaderUnit;
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
import org.platebook.model.time.Tai;
import org.platebook.model.time.TimeScale;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * MegaPrime with its camera MegaCam on the Canada-France-Hawaii Telescope.
 *
 * <p>Source of the facts: lsst/astro_metadata_translator 77d8a893, translators/megaprime.py.
 */
final class MegaPrime implements CameraSpecialization {

    private static final String NAME = "MegaPrime";
    private static final Pattern DETECTOR = Pattern.compile("ccd\\d+");
    private static final int DETECTORS = 36;

    /** Stands for the detector of a header that names none. */
    private static final String NO_DETECTOR = "ccd99";

    /** Height of the telescope, which headers do not tell. */
    private static final double HEIGHT_METRES = 4215.0;

    private static final Location CFHT =
            new Location(-5_464_301.771_353_69, -2_493_489.873_041_9, 2_151_085.169_505_89);

    private static final Rules RULES =
            FitsRules.ALL
                    .with(Property.INSTRUMENT, PropertyRule.text("INSTRUME"))
                    .with(Property.LOCATION, MegaPrime::location)
                    .with(Property.EXPOSURE_ID, PropertyRule.integer("EXPNUM"))
                    .with(Property.OBSERVATION_COUNTER, PropertyRule.integer("EXPNUM"))
                    .with(Property.OBSERVATION_ID, PropertyRule.text("OBSID"))
                    .with(Property.DATETIME_BEGIN, MegaPrime::begin)
                    .with(Property.DATETIME_END, MegaPrime::end)
                    .with(
                            Property.EXPOSURE_TIME_REQUESTED,
                            PropertyRule.quantity(HeaderUnit.SECOND, "EXPREQ"))
                    .with(Property.DARK_TIME, PropertyRule.quantity(HeaderUnit.SECOND, "DARKTIME"))
                    .with(Property.PHYSICAL_FILTER, PropertyRule.text("FILTER"))
                    .with(Property.SCIENCE_PROGRAM, PropertyRule.text("RUNID"))
                    .with(Property.OBSERVATION_TYPE, Shared.type("OBSTYPE", null))
                    .with(Property.OBSERVING_DAY_OFFSET, PropertyRule.always(Quantity.seconds(0)))
                    .with(Property.DETECTOR_NAME, MegaPrime::detectorName)
                    .with(Property.DETECTOR_NUM, MegaPrime::detectorNum)
                    .with(Property.DETECTOR_SERIAL, PropertyRule.text("CCDNAME"))
                    .with(Property.DETECTOR_EXPOSURE_ID, MegaPrime::detectorExposureId)
                    .with(
                            Property.TRACKING_RADEC,
                            Shared.tracking(
                                    List.of("RADECSYS", "OBJRADEC", "RADESYS"),
                                    1,
                                    new Pair("RA_DEG", "DEC_DEG"),
                                    new Pair("BORE-RA", "BORE-DEC")))
                    .with(
                            Property.ALTAZ_BEGIN,
                            Shared.altaz(
                                    new Pair("TELAZ", "TELALT"), new Pair("BORE-AZ", "BORE-ALT")))
                    .with(
                            Property.BORESIGHT_AIRMASS,
                            PropertyRule.number("AIRMASS", "BORE-AIRMASS"))
                    // No rotator: rows run north, columns west.
                    .with(
                            Property.BORESIGHT_ROTATION_ANGLE,
                            PropertyRule.always(Quantity.degrees(0)))
                    .with(Property.BORESIGHT_ROTATION_COORD, PropertyRule.always("sky"))
                    .with(Property.RELATIVE_HUMIDITY, PropertyRule.number("RELHUMID", "HUMIDITY"))
                    .with(
                            Property.TEMPERATURE,
                            PropertyRule.quantity(HeaderUnit.CELSIUS, "TEMPERAT", "AIRTEMP"))
                    .with(Property.PRESSURE, MegaPrime::pressure);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Header header) {
        return header.text("INSTRUME").orElse("").strip().equals(NAME);
    }

    @Override
    public boolean isOfDetector(Header extension) {
        return DETECTOR.matcher(extension.text("EXTNAME").orElse("").strip()).matches();
    }

    @Override
    public Rules rules() {
        return RULES;
    }

    @Override
    public List<DetectorIdentity> detectors() {
        return IntStream.range(0, DETECTORS)
                .mapToObj(
                        num ->
                                new DetectorIdentity(
                                        num,
                                        null,
                                        String.format(Locale.ROOT, "ccd%02d", num),
                                        null))
                .toList();
    }

    @Override
    public List<PhysicalFilter> filters() {
        return List.of(
                new PhysicalFilter("u.MP9301", "u"),
                new PhysicalFilter("g.MP9401", "g"),
                new PhysicalFilter("r.MP9601", "r"),
                new PhysicalFilter("i.MP9701", "i"),
                new PhysicalFilter("i.MP9702", "i"),
                new PhysicalFilter("z.MP9801", "z"));
    }

    @Override
    public IdLimits idLimits() {
        return new IdLimits(9_999_999, 9_999_999, 9_999_999L * DETECTORS + 99);
    }

    private static Location location(Reading reading) {
        for (var pair :
                List.of(new Pair("LONGITUD", "LATITUDE"), new Pair("OBS-LONG", "OBS-LAT"))) {
            var longitudeDeg = reading.number(pair.lon());
            var latitudeDeg = reading.number(pair.lat());
            if (longitudeDeg != null && latitudeDeg != null) {
                return Location.ofGeodetic(longitudeDeg, latitudeDeg, HEIGHT_METRES);
            }
        }
        return CFHT;
    }

    /** A date and a time on two cards, in UTC whatever TIMESYS says; else the middle, in TAI. */
    private static @Nullable Tai begin(Reading reading) {
        var begin = Shared.moment(reading, TimeScale.UTC, "DATE-OBS", "UTC-OBS");
        if (begin == null) {
            begin = Shared.averageMinusHalf(reading, TimeScale.TAI);
        }
        return begin == null ? reading.time(TimeScale.UTC, "MJD-OBS", "MJDATE", "DATE-OBS") : begin;
    }

    private static @Nullable Tai end(Reading reading) {
        var end = Shared.endMoment(reading, TimeScale.UTC, "DATE-OBS", "UTCEND");
        return end == null ? Shared.beginPlusExposure(reading) : end;
    }

    /** EXTNAME; a file whose tables hide it has the number in EXTVER. */
    private static String detectorName(Reading reading) {
        var name = reading.text("EXTNAME");
        if (name != null && DETECTOR.matcher(name.strip()).matches()) {
            return name.strip();
        }
        var number = name == null ? reading.integer("EXTVER") : null;
        return number == null ? NO_DETECTOR : String.format(Locale.ROOT, "ccd%02d", number);
    }

    private static @Nullable Long detectorNum(Reading reading) {
        var name = reading.get(Property.DETECTOR_NAME);
        return name == null ? null : Long.valueOf(name.substring("ccd".length()));
    }

    /**
     * PRESSURE in hectopascal, or of a calibrated exposure AIRPRESS in pascal, given in the same.
     */
    private static @Nullable Quantity pressure(Reading reading) {
        var raw = reading.quantity(HeaderUnit.HECTOPASCAL, "PRESSURE");
        if (raw != null) {
            return raw;
        }
        var calibrated = reading.quantity(HeaderUnit.PASCAL, "AIRPRESS");
        return calibrated == null
                ? null
                : new Quantity(calibrated.in(HeaderUnit.HECTOPASCAL), HeaderUnit.HECTOPASCAL);
    }

    private static @Nullable Long detectorExposureId(Reading reading) {
        var exposure = reading.get(Property.EXPOSURE_ID);
        var detector = reading.get(Property.DETECTOR_NUM);
        return exposure == null || detector == null ? null : exposure * DETECTORS + detector;
    }
}
