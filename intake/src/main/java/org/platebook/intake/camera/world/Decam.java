package org.platebook.intake.camera.world;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.CameraSpecialization;
import org.platebook.intake.camera.DetectorIdentity;
import org.platebook.intake.camera.FitsRules;
import org.platebook.intake.camera.HeaderFix;
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
import org.platebook.intake.correction.CorrectedHeader;
import org.platebook.intake.header.Header;
import org.platebook.model.time.Tai;
import org.platebook.model.time.TimeScale;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The Dark Energy Camera on the Blanco telescope: raw files, the community pipeline's instcal files
 * and calibrated exposures.
 *
 * <p>Source of the facts: lsst/astro_metadata_translator 77d8a893, translators/decam.py (F. Valdes,
 * 2024, for the observation types); detector names also in the camera's FITS headers (DETPOS).
 */
final class Decam implements CameraSpecialization {

    private static final String NAME = "DECam";
    private static final double NOON_SECONDS = 12 * 3600;

    /** Geocentric position of CTIO where a header does not tell it. */
    private static final Location CTIO =
            new Location(1_814_303.745_537_23, -5_214_365.743_621_6, -3_187_340.565_987_56);

    private static final String NO_FILTER = "solid plate 0.0 0.0";
    private static final Tai TRIFID_FROM = TimeScale.UTC.parse("2013-02-10");
    private static final Tai TRIFID_UNTIL = TimeScale.UTC.parse("2013-02-14");
    private static final double TRIFID_RA_DEG = -0.027417;
    private static final double TRIFID_DEC_DEG = -0.002833;

    /** Names by number from 1 on, south and then north; detector 61 (N30) failed in 2012. */
    private static final List<String> DETECTOR_NAMES =
            List.of(
                    ("S29 S30 S31 S25 S26 S27 S28 S20 S21 S22 S23 S24 S14 S15 S16 S17 S18 S19 S8 S9"
                                    + " S10 S11 S12 S13 S1 S2 S3 S4 S5 S6 S7 N1 N2 N3 N4 N5 N6 N7 N8"
                                    + " N9 N10 N11 N12 N13 N14 N15 N16 N17 N18 N19 N20 N21 N22 N23"
                                    + " N24 N25 N26 N27 N28 N29 N30 N31")
                            .split(" ", -1));

    private static final Rules RULES =
            FitsRules.ALL
                    .with(
                            Property.TELESCOPE,
                            PropertyRule.text("TELESCOP").orElse("CTIO 4.0-m telescope"))
                    .with(Property.INSTRUMENT, PropertyRule.text("INSTRUME").orElse(NAME))
                    .with(Property.LOCATION, Decam::location)
                    .with(Property.EXPOSURE_ID, PropertyRule.integer("EXPNUM"))
                    .with(Property.OBSERVATION_COUNTER, PropertyRule.integer("EXPNUM"))
                    .with(Property.OBSERVATION_ID, PropertyRule.text("OBSID"))
                    .with(Property.DATETIME_BEGIN, Decam::begin)
                    .with(Property.DATETIME_END, Shared::beginPlusExposure)
                    .with(
                            Property.EXPOSURE_TIME_REQUESTED,
                            PropertyRule.quantity(HeaderUnit.SECOND, "EXPREQ"))
                    .with(Property.DARK_TIME, PropertyRule.quantity(HeaderUnit.SECOND, "DARKTIME"))
                    .with(Property.PHYSICAL_FILTER, Decam::filter)
                    .with(Property.SCIENCE_PROGRAM, PropertyRule.text("PROPID"))
                    .with(Property.OBSERVATION_TYPE, Shared.type("OBSTYPE", "none"))
                    .with(
                            Property.OBSERVING_DAY_OFFSET,
                            PropertyRule.always(Quantity.seconds(NOON_SECONDS)))
                    .with(Property.DETECTOR_NUM, PropertyRule.integer("CCDNUM"))
                    .with(Property.DETECTOR_SERIAL, PropertyRule.text("DETECTOR"))
                    .with(Property.DETECTOR_UNIQUE_NAME, PropertyRule.text("DETPOS"))
                    .with(Property.DETECTOR_GROUP, reading -> ofDetector(reading, 0, 1))
                    .with(Property.DETECTOR_NAME, reading -> ofDetector(reading, 1, 3))
                    .with(Property.DETECTOR_EXPOSURE_ID, Decam::detectorExposureId)
                    .with(Property.FOCUS_Z, Decam::focus)
                    .with(
                            Property.TRACKING_RADEC,
                            Shared.tracking(
                                    List.of("RADESYS"),
                                    Sexagesimal.DEGREES_PER_HOUR,
                                    new Pair("TELRA", "TELDEC")))
                    .with(Property.ALTAZ_BEGIN, Decam::altaz)
                    .with(Property.BORESIGHT_AIRMASS, PropertyRule.number("AIRMASS"))
                    // No rotator: the detectors' columns run east, their rows south.
                    .with(
                            Property.BORESIGHT_ROTATION_ANGLE,
                            PropertyRule.always(Quantity.degrees(90)))
                    .with(Property.BORESIGHT_ROTATION_COORD, PropertyRule.always("sky"))
                    .with(
                            Property.TEMPERATURE,
                            Shared.between(
                                    -10, 40, PropertyRule.quantity(HeaderUnit.CELSIUS, "OUTTEMP")))
                    // The card's comment says torr; its values are those of millibar.
                    .with(
                            Property.PRESSURE,
                            Shared.between(
                                    700,
                                    850,
                                    PropertyRule.quantity(HeaderUnit.HECTOPASCAL, "PRESSURE")))
                    .with(
                            Property.RELATIVE_HUMIDITY,
                            reading -> Shared.numberBetween(reading, 0, 100, "HUMIDITY"))
                    .with(
                            Property.CAN_SEE_SKY,
                            Shared.sees(
                                    Set.of("science", "object", "standard", "sky flat"),
                                    Set.of("zero", "dark", "dome flat")));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Header header) {
        return header.text("INSTRUME").orElse("").strip().equals(NAME)
                || header.text("FILTER").orElse("").contains(NAME);
    }

    @Override
    public boolean isOfDetector(Header extension) {
        return extension.isValued("CCDNUM");
    }

    @Override
    public Rules rules() {
        return RULES;
    }

    @Override
    public List<HeaderFix> fixes() {
        return List.of(Decam::filterOfBias, this::trifid);
    }

    @Override
    public List<DetectorIdentity> detectors() {
        var detectors = new ArrayList<DetectorIdentity>();
        for (int num = 1; num <= DETECTOR_NAMES.size(); num++) {
            var name = DETECTOR_NAMES.get(num - 1);
            if (!name.equals("N30")) {
                // Half and number are one name here: "S29", not "S_29".
                detectors.add(new DetectorIdentity(num, null, name, null));
            }
        }
        return detectors;
    }

    @Override
    public List<PhysicalFilter> filters() {
        return List.of(
                new PhysicalFilter("u DECam c0006 3500.0 1000.0", "u"),
                new PhysicalFilter("g DECam SDSS c0001 4720.0 1520.0", "g"),
                new PhysicalFilter("r DECam SDSS c0002 6415.0 1480.0", "r"),
                new PhysicalFilter("i DECam SDSS c0003 7835.0 1470.0", "i"),
                new PhysicalFilter("z DECam SDSS c0004 9260.0 1520.0", "z"),
                new PhysicalFilter("Y DECam c0005 10095.0 1130.0", "y"),
                new PhysicalFilter("VR DECam c0007 6300.0 2600.0", "VR"),
                new PhysicalFilter("N964 DECam c0008 9645.0 94.0", "N964"),
                new PhysicalFilter(NO_FILTER, null));
    }

    /** Exposure numbers have up to seven digits, eight when the camera gets there. */
    @Override
    public IdLimits idLimits() {
        return new IdLimits(99_999_999, 99_999_999, 9_999_999_999L);
    }

    private static Location location(Reading reading) {
        var westDeg = reading.number("OBS-LONG");
        var latitudeDeg = reading.number("OBS-LAT");
        var height = reading.number("OBS-ELEV");
        return westDeg == null || latitudeDeg == null || height == null
                ? CTIO
                : Location.ofGeodetic(-westDeg, latitudeDeg, height);
    }

    /** Calibrated exposures tell their middle, in TAI, in place of their beginning. */
    private static @Nullable Tai begin(Reading reading) {
        var begin =
                reading.time(
                        FitsRules.timeScale(reading), "DATE-BEG", "MJD-BEG", "DATE-OBS", "MJD-OBS");
        return begin == null ? Shared.averageMinusHalf(reading, TimeScale.TAI) : begin;
    }

    private static @Nullable String filter(Reading reading) {
        var filter = reading.text("FILTER");
        if (filter == null) {
            reading.missing("the name of a filter", "FILTER");
        }
        return filter == null ? null : filter.strip();
    }

    private static @Nullable String ofDetector(Reading reading, int from, int until) {
        var name = reading.get(Property.DETECTOR_UNIQUE_NAME);
        return name == null || name.length() <= from
                ? null
                : name.substring(from, Math.min(until, name.length()));
    }

    private static @Nullable Long detectorExposureId(Reading reading) {
        var exposure = reading.get(Property.EXPOSURE_ID);
        var detector = reading.get(Property.DETECTOR_NUM);
        return exposure == null || detector == null ? null : exposure * 100 + detector;
    }

    /** TELFOCUS holds the hexapod's shifts and tilts in micrometres: x, y, z, … */
    private static @Nullable Quantity focus(Reading reading) {
        var hexapod = reading.text("TELFOCUS");
        if (hexapod == null) {
            return null;
        }
        var parts = hexapod.split(",", -1);
        if (parts.length < 3) {
            reading.problem(
                    "TELFOCUS is '" + hexapod + "'", "six numbers with commas", "left absent");
            return null;
        }
        return new Quantity(Sexagesimal.parse(parts[2]), HeaderUnit.MICROMETRE);
    }

    private static org.platebook.intake.camera.@Nullable HorizontalPosition altaz(Reading reading) {
        var zenithDeg = reading.number("ZD");
        var azimuthDeg = reading.number("AZ");
        if (zenithDeg == null || azimuthDeg == null) {
            if (Shared.isScience(reading)) {
                reading.missing("a direction above the horizon", "ZD", "AZ");
            }
            return null;
        }
        return Shared.horizontal(reading, azimuthDeg, 90 - zenithDeg);
    }

    private static CorrectedHeader filterOfBias(CorrectedHeader header) {
        var type = header.corrected().text("OBSTYPE").orElse("").toLowerCase(Locale.ROOT);
        return type.contains("bias") || type.contains("zero")
                ? header.with("FILTER", NO_FILTER, "a bias sees no light through a filter", NAME)
                : header;
    }

    /**
     * Four nights of program 2013A-0351, whose telescope coordinates are off; RA and DEC are right
     * but for a constant, measured against the archive's positions.
     */
    private CorrectedHeader trifid(CorrectedHeader header) {
        var cards = header.corrected();
        var ra = cards.text("RA").orNull();
        var dec = cards.text("DEC").orNull();
        if (!cards.text("OBJECT").orElse("").contains("Trifid")
                || !cards.text("OBSTYPE").orElse("").equals("object")
                || ra == null
                || dec == null) {
            return header;
        }
        var begin = Reading.of(this, header).get(Property.DATETIME_BEGIN);
        if (begin == null || !TRIFID_FROM.isBefore(begin) || !begin.isBefore(TRIFID_UNTIL)) {
            return header;
        }
        var why = "the telescope's coordinates were off in these nights";
        return header.with(
                        "TELRA",
                        Sexagesimal.parse(ra) + TRIFID_RA_DEG / Sexagesimal.DEGREES_PER_HOUR,
                        why,
                        NAME)
                .with("TELDEC", Sexagesimal.parse(dec) + TRIFID_DEC_DEG, why, NAME);
    }
}
