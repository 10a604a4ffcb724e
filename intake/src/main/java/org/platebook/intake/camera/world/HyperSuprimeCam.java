package org.platebook.intake.camera.world;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.CameraSpecialization;
import org.platebook.intake.camera.DetectorIdentity;
import org.platebook.intake.camera.HeaderUnit;
import org.platebook.intake.camera.IdLimits;
import org.platebook.intake.camera.PhysicalFilter;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.PropertyRule;
import org.platebook.intake.camera.Quantity;
import org.platebook.intake.camera.Reading;
import org.platebook.intake.camera.Rules;
import org.platebook.intake.header.Header;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Hyper Suprime-Cam, the camera of Subaru's prime focus.
 *
 * <p>Source of the facts: lsst/astro_metadata_translator 77d8a893, translators/hsc.py (H. Furusawa,
 * 2024, for the observation types; DM-9111 for the rotation).
 */
final class HyperSuprimeCam implements CameraSpecialization {

    private static final String NAME = "HSC";
    private static final String IN_HEADERS = "Hyper Suprime-Cam";

    /** Since 2016-06-14. */
    private static final Pattern NEW_EXPOSURE = Pattern.compile("HSCE(\\d{8})");

    private static final Pattern OLD_EXPOSURE = Pattern.compile("HSC([A-Z])(\\d{6})00");
    private static final Pattern OLD_FRAME = Pattern.compile("HSC([A-Z])(\\d{6})\\d{2}");
    private static final long PER_LETTER = 1_000_000;
    private static final long DETECTORS_PER_EXPOSURE = 200;

    /** 2013-01-24 to 2013-02-08, when six detectors went by other numbers. */
    private static final double SWAPPED_AFTER_MJD = 55_927 + 390;

    private static final double SWAPPED_BEFORE_MJD = 55_927 + 405;
    private static final Map<Long, Long> SWAPPED =
            Map.of(112L, 106L, 107L, 105L, 113L, 107L, 115L, 109L, 108L, 110L, 114L, 108L);

    /** Names by number: half of the camera and number in it. */
    private static final List<String> DETECTOR_NAMES =
            List.of(
                    ("1_53 1_54 1_55 1_56 1_42 1_43 1_44 1_45 1_46 1_47 1_36 1_37 1_38 1_39 1_40"
                                    + " 1_41 0_30 0_29 0_28 1_32 1_33 1_34 0_27 0_26 0_25 0_24 1_00"
                                    + " 1_01 1_02 1_03 0_23 0_22 0_21 0_20 1_04 1_05 1_06 1_07 0_19"
                                    + " 0_18 0_17 0_16 1_08 1_09 1_10 1_11 0_15 0_14 0_13 0_12 1_12"
                                    + " 1_13 1_14 1_15 0_11 0_10 0_09 0_08 1_16 1_17 1_18 1_19 0_07"
                                    + " 0_06 0_05 0_04 1_20 1_21 1_22 1_23 0_03 0_02 0_01 0_00 1_24"
                                    + " 1_25 1_26 1_27 0_34 0_33 0_32 1_28 1_29 1_30 0_41 0_40 0_39"
                                    + " 0_38 0_37 0_36 0_47 0_46 0_45 0_44 0_43 0_42 0_56 0_55 0_54"
                                    + " 0_53 0_31 1_35 0_35 1_31 1_48 1_51 1_52 1_57 0_57 0_52 0_51"
                                    + " 0_48")
                            .split(" ", -1));

    private static final Rules RULES =
            SubaruRules.ALL
                    .with(Property.EXPOSURE_ID, HyperSuprimeCam::exposureId)
                    .with(Property.DETECTOR_NUM, HyperSuprimeCam::detectorNum)
                    .with(
                            Property.DETECTOR_UNIQUE_NAME,
                            reading -> SubaruRules.nameOf(reading, DETECTOR_NAMES))
                    .with(Property.DETECTOR_GROUP, reading -> ofDetector(reading, 0))
                    .with(Property.DETECTOR_NAME, reading -> ofDetector(reading, 1))
                    .with(Property.DETECTOR_SERIAL, PropertyRule.text("T_CCDSN"))
                    .with(Property.DETECTOR_EXPOSURE_ID, HyperSuprimeCam::detectorExposureId)
                    .with(Property.FOCUS_Z, PropertyRule.quantity(HeaderUnit.MILLIMETRE, "FOC-VAL"))
                    .with(Property.BORESIGHT_ROTATION_ANGLE, HyperSuprimeCam::rotation)
                    .with(Property.BORESIGHT_ROTATION_COORD, PropertyRule.always("sky"))
                    .with(
                            Property.CAN_SEE_SKY,
                            Shared.sees(
                                    Set.of(
                                            "science",
                                            "object",
                                            "standard_star",
                                            "skyflat",
                                            "focus",
                                            "focusing",
                                            "exp"),
                                    Set.of("dark", "bias", "agexp", "domeflat")));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Header header) {
        return header.has("INSTRUME")
                ? header.text("INSTRUME").orElse("").equals(IN_HEADERS)
                : SubaruRules.hasIdOf(header, NAME);
    }

    @Override
    public Rules rules() {
        return RULES;
    }

    @Override
    public List<DetectorIdentity> detectors() {
        return IntStream.range(0, DETECTOR_NAMES.size())
                .mapToObj(
                        num -> {
                            var name = DETECTOR_NAMES.get(num).split("_", -1);
                            return new DetectorIdentity(num, name[0], name[1], null);
                        })
                .toList();
    }

    @Override
    public List<PhysicalFilter> filters() {
        return List.of(
                new PhysicalFilter("HSC-G", "g"),
                new PhysicalFilter("HSC-R", "r"),
                new PhysicalFilter("HSC-R2", "r"),
                new PhysicalFilter("HSC-I", "i"),
                new PhysicalFilter("HSC-I2", "i"),
                new PhysicalFilter("HSC-Z", "z"),
                new PhysicalFilter("HSC-Y", "y"),
                new PhysicalFilter("NB0387", "N387"),
                new PhysicalFilter("NB0468", "N468"),
                new PhysicalFilter("NB0515", "N515"),
                new PhysicalFilter("NB0527", "N527"),
                new PhysicalFilter("NB0656", "N656"),
                new PhysicalFilter("NB0718", "N718"),
                new PhysicalFilter("NB0816", "N816"),
                new PhysicalFilter("NB0921", "N921"),
                new PhysicalFilter("NB0926", "N926"),
                new PhysicalFilter("NB0973", "N973"),
                new PhysicalFilter("NB1010", "N1010"),
                new PhysicalFilter("empty", null));
    }

    @Override
    public IdLimits idLimits() {
        return new IdLimits(99_999_999, 99_999_999, 99_999_999 * DETECTORS_PER_EXPOSURE + 199);
    }

    /**
     * The old scheme counted within letters, and in an exposure of two frames from the even one.
     */
    private static @Nullable Long exposureId(Reading reading) {
        var id = reading.text("EXP-ID");
        if (id != null && NEW_EXPOSURE.matcher(id.strip()).matches()) {
            return SubaruRules.number(reading, "EXP-ID", NEW_EXPOSURE, 1);
        }
        var number = SubaruRules.number(reading, "EXP-ID", OLD_EXPOSURE, 2);
        if (number == null || id == null) {
            return null;
        }
        if (number != 0) {
            return number + letter(id);
        }
        var frame = SubaruRules.number(reading, "FRAMEID", OLD_FRAME, 2);
        var frameId = reading.text("FRAMEID");
        return frame == null || frameId == null ? null : frame - frame % 2 + letter(frameId);
    }

    private static long letter(String id) {
        return PER_LETTER * (id.strip().charAt(NAME.length()) - 'A');
    }

    private static @Nullable Long detectorNum(Reading reading) {
        var num = reading.integer("DET-ID");
        var mjd = reading.number("MJD");
        if (num == null || mjd == null) {
            return num;
        }
        var day = Math.floor(mjd);
        return day > SWAPPED_AFTER_MJD && day < SWAPPED_BEFORE_MJD
                ? SWAPPED.getOrDefault(num, num)
                : num;
    }

    private static @Nullable String ofDetector(Reading reading, int part) {
        var name = reading.get(Property.DETECTOR_UNIQUE_NAME);
        return name == null ? null : name.split("_", -1)[part];
    }

    private static @Nullable Long detectorExposureId(Reading reading) {
        var exposure = reading.get(Property.EXPOSURE_ID);
        var detector = reading.get(Property.DETECTOR_NUM);
        return exposure == null || detector == null
                ? null
                : exposure * DETECTORS_PER_EXPOSURE + detector;
    }

    /** Found by comparing position angles with stars. */
    private static @Nullable Quantity rotation(Reading reading) {
        var degrees = reading.number("INST-PA");
        return degrees == null ? null : Shared.turned(270 - degrees);
    }
}
