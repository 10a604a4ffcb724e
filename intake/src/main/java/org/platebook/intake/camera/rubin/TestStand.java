package org.platebook.intake.camera.rubin;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.DetectorIdentity;
import org.platebook.intake.camera.IdLimits;
import org.platebook.intake.camera.Problem;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.PropertyRule;
import org.platebook.intake.camera.Reading;
import org.platebook.intake.camera.Rules;
import org.platebook.model.failure.Refused;

import java.util.regex.Pattern;

/** What test stands have in common: no telescope, no sky. */
final class TestStand {

    /** The observing day turned over at 8:00 TAI. */
    static final int DAY_OFFSET_SECONDS = 8 * 3600;

    /** Up to the tenth of a second. */
    private static final Pattern DATE_AND_TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d)?");

    private static final long DETECTORS = 1000;

    /** The largest exposure id is the last tenth of a second of 2050. */
    static final IdLimits ID_LIMITS = limits(exposure("2050-12-31T23:59:59.9"));

    private TestStand() {}

    static IdLimits limits(long largestExposure) {
        return new IdLimits(
                largestExposure, largestExposure, (largestExposure + 1) * DETECTORS - 1);
    }

    static Rules rules(Rules rubin) {
        return rubin.without(
                        Property.TELESCOPE,
                        Property.LOCATION,
                        Property.BORESIGHT_ROTATION_COORD,
                        Property.BORESIGHT_ROTATION_ANGLE,
                        Property.BORESIGHT_AIRMASS,
                        Property.TRACKING_RADEC,
                        Property.ALTAZ_BEGIN,
                        Property.ALTAZ_END,
                        Property.RELATIVE_HUMIDITY,
                        Property.TEMPERATURE,
                        Property.PRESSURE)
                .with(Property.OBJECT, PropertyRule.always("UNKNOWN"))
                .with(Property.CAN_SEE_SKY, PropertyRule.always(false));
    }

    /** An exposure id from a date and time: its digits to the tenth of a second. */
    static long exposure(String dateAndTime) {
        var date = DATE_AND_TIME.matcher(dateAndTime.strip());
        if (!date.lookingAt()) {
            throw new Refused(
                    RubinCode.TEST_STAND_DATE,
                    "DATE-OBS is '%s', expected a date and time".formatted(dateAndTime));
        }
        return Long.parseLong(date.group().replaceAll("\\D", ""));
    }

    /** The name of a file without its ending. */
    static String stem(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot > 0 ? fileName.substring(0, dot) : fileName;
    }

    /**
     * The detector of the serial number that the header tells; null, with a problem, where there is
     * none.
     */
    static @Nullable DetectorIdentity detector(Reading reading, Detectors detectors) {
        var serial = reading.get(Property.DETECTOR_SERIAL);
        if (serial == null) {
            reading.missing("the detector's serial number", "LSST_NUM");
            return null;
        }
        var detector = detectors.withSerial(serial);
        if (detector == null) {
            reading.problem(
                    "detector with serial '" + serial + "'",
                    "a detector of the test stand",
                    Problem.LEFT_ABSENT);
        }
        return detector;
    }

    /** Exposure and detector side by side, in decimal digits. */
    static @Nullable Long detectorExposure(Reading reading) {
        var exposure = reading.get(Property.EXPOSURE_ID);
        var detector = reading.get(Property.DETECTOR_NUM);
        return exposure == null || detector == null ? null : exposure * DETECTORS + detector;
    }
}
