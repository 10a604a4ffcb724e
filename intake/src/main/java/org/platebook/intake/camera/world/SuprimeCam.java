package org.platebook.intake.camera.world;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.CameraSpecialization;
import org.platebook.intake.camera.DetectorIdentity;
import org.platebook.intake.camera.IdLimits;
import org.platebook.intake.camera.PhysicalFilter;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.Quantity;
import org.platebook.intake.camera.Reading;
import org.platebook.intake.camera.Rules;
import org.platebook.intake.header.Header;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Suprime-Cam, the camera of Subaru's prime focus until 2017.
 *
 * <p>Source of the facts: lsst/astro_metadata_translator 77d8a893, translators/suprimecam.py; names
 * of the detectors: https://subarutelescope.org/Observing/Instruments/SCam/ccd.html.
 */
final class SuprimeCam implements CameraSpecialization {

    private static final String NAME = "SuprimeCam";
    private static final Pattern EXPOSURE = Pattern.compile("SUP[A-Z](\\d{7})0");
    private static final Pattern FRAME = Pattern.compile("SUP[A-Z](\\d{7})\\d");

    private static final List<String> DETECTOR_NAMES =
            List.of(
                    "nausicaa",
                    "kiki",
                    "fio",
                    "sophie",
                    "sheeta",
                    "satsuki",
                    "chihiro",
                    "clarisse",
                    "ponyo",
                    "san");

    private static final Rules RULES =
            SubaruRules.ALL
                    .with(Property.EXPOSURE_ID, SuprimeCam::exposureId)
                    .with(Property.DETECTOR_NAME, SuprimeCam::detectorName)
                    .with(Property.DETECTOR_SERIAL, reading -> reading.text("DETECTOR"))
                    .with(Property.DETECTOR_EXPOSURE_ID, SuprimeCam::detectorExposureId)
                    .with(Property.BORESIGHT_ROTATION_ANGLE, SuprimeCam::rotation)
                    .with(Property.BORESIGHT_ROTATION_COORD, _ -> "unknown")
                    .with(
                            Property.CAN_SEE_SKY,
                            Shared.sees(Set.of("science", "object"), Set.of("bias", "dark")));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Header header) {
        return header.has("INSTRUME")
                ? header.text("INSTRUME").orElse("").equals(NAME)
                : SubaruRules.hasIdOf(header, "SUP");
    }

    @Override
    public Rules rules() {
        return RULES;
    }

    @Override
    public List<DetectorIdentity> detectors() {
        return IntStream.range(0, DETECTOR_NAMES.size())
                .mapToObj(num -> new DetectorIdentity(num, null, DETECTOR_NAMES.get(num), null))
                .toList();
    }

    @Override
    public List<PhysicalFilter> filters() {
        return List.of(
                new PhysicalFilter("W-J-U", "u"),
                new PhysicalFilter("W-J-B", "B"),
                new PhysicalFilter("W-J-V", "V"),
                new PhysicalFilter("W-C-RC", "R"),
                new PhysicalFilter("W-C-IC", "I"),
                new PhysicalFilter("W-S-G+", "g"),
                new PhysicalFilter("W-S-R+", "r"),
                new PhysicalFilter("W-S-I+", "i"),
                new PhysicalFilter("W-S-Z+", "z"),
                new PhysicalFilter("W-S-ZR", "y"));
    }

    @Override
    public IdLimits idLimits() {
        return new IdLimits(9_999_999, 9_999_999, 99_999_999);
    }

    /**
     * The number in EXP-ID; where that is 0, it was not known yet and the frame's stands for it.
     */
    private static @Nullable Long exposureId(Reading reading) {
        var exposure = SubaruRules.number(reading, "EXP-ID", EXPOSURE, 1);
        return exposure != null && exposure == 0
                ? SubaruRules.number(reading, "FRAMEID", FRAME, 1)
                : exposure;
    }

    private static @Nullable String detectorName(Reading reading) {
        return SubaruRules.nameOf(reading, DETECTOR_NAMES);
    }

    private static @Nullable Long detectorExposureId(Reading reading) {
        var exposure = reading.get(Property.EXPOSURE_ID);
        var detector = reading.get(Property.DETECTOR_NUM);
        return exposure == null || detector == null ? null : exposure * 10 + detector;
    }

    private static @Nullable Quantity rotation(Reading reading) {
        var degrees = reading.number("INR-STR");
        return degrees == null ? null : Shared.turned(degrees);
    }
}
