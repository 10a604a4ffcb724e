package org.platebook.intake.camera.rubin;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.FitsRules;
import org.platebook.intake.camera.Problem;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.PropertyRule;
import org.platebook.intake.camera.Reading;
import org.platebook.intake.camera.Rules;
import org.platebook.model.failure.Refused;
import org.platebook.model.time.DayObs;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which exposure a header is of: day, sequence number and controller, told on cards of their own
 * and once more in OBSID, so that one bad card loses no exposure.
 *
 * <p>Source of the facts: lsst/obs_lsst 0e84d755, translators/lsst.py.
 */
final class RubinIdentity {

    /** As in MC_O_20251002_000042: telescope and camera, controller, day, sequence number. */
    private static final Pattern NAME =
            Pattern.compile("[A-Z]{2}_([OCHPQS])_(\\d{8})_(\\d{5,6})(?:_.*)?");

    private static final int CONTROLLER = 1;
    private static final int DAY = 2;
    private static final int SEQUENCE = 3;

    private RubinIdentity() {}

    static Rules rules(RubinCamera camera, Rules rules) {
        return rules.with(Property.EXPOSURE_ID, RubinIdentity::exposureId)
                .with(Property.OBSERVATION_ID, observationId(camera, "OBSID"))
                .with(Property.OBSERVING_DAY, RubinIdentity::observingDay)
                .with(Property.OBSERVATION_COUNTER, RubinIdentity::counter);
    }

    /** The name on one of these cards; where there is none, the name that the other cards make. */
    static PropertyRule<String> observationId(RubinCamera camera, String... keywords) {
        return reading -> {
            var told = reading.name(keywords);
            var prefix = camera.exposurePrefix();
            if (told != null || prefix == null) {
                return told;
            }
            var controller = controller(reading);
            var day = reading.get(Property.OBSERVING_DAY);
            var sequence = reading.get(Property.OBSERVATION_COUNTER);
            if (controller == null || day == null || sequence == null) {
                reading.missing("the name of the exposure", keywords);
                return null;
            }
            var made =
                    String.format(
                            Locale.ROOT, "%s_%s_%08d_%06d", prefix, controller, day, sequence);
            reading.problem("no " + keywords[0], "the name of the exposure", "taken as " + made);
            return made;
        };
    }

    /** The letter of who ran the exposure; null where the header does not say. */
    static @Nullable String controller(Reading reading) {
        var told = reading.name("CONTRLLR");
        if (told != null && RubinIds.isController(told)) {
            return told;
        }
        var name = name(reading);
        return name == null ? null : name.group(CONTROLLER);
    }

    static @Nullable Long exposureId(Reading reading) {
        if (reading.header().isValued("CALIB_ID")) {
            return null; // a calibration product is made of many exposures
        }
        var day = day(reading);
        var sequence = sequence(reading);
        if (day == null || sequence == null) {
            reading.missing("day and sequence number", "DAYOBS", "SEQNUM");
            return null;
        }
        var controller = controller(reading);
        var told = reading.name("CONTRLLR");
        if (told != null && !told.equals(controller)) {
            reading.problem(
                    "CONTRLLR is '" + told + "'",
                    "one of OCHPQS",
                    controller == null ? "not used" : "taken from OBSID");
        }
        return RubinIds.exposure(day, sequence, controller);
    }

    private static @Nullable Long observingDay(Reading reading) {
        var day = day(reading);
        return day == null ? FitsRules.observingDay(reading) : (Long) (long) day.yyyymmdd();
    }

    private static @Nullable Long counter(Reading reading) {
        var counter = sequence(reading);
        if (counter == null) {
            reading.missing("the sequence number", "SEQNUM");
        }
        return counter;
    }

    private static @Nullable DayObs day(Reading reading) {
        var told = reading.name("DAYOBS");
        try {
            if (told != null) {
                return RubinIds.day(told);
            }
        } catch (Refused e) {
            reading.problem("DAYOBS: " + e.text(), "a date", "not used");
        }
        var name = name(reading);
        if (name == null) {
            return null;
        }
        reading.problem("no day in DAYOBS", "the observing day", "taken from OBSID");
        return DayObs.parse(name.group(DAY));
    }

    private static @Nullable Long sequence(Reading reading) {
        var told = reading.integer("SEQNUM");
        if (told != null && RubinIds.isSequence(told)) {
            return told;
        }
        var name = name(reading);
        reading.problem(
                told == null ? "no number in SEQNUM" : "SEQNUM is " + told,
                "a whole number from 0 to 99999",
                name == null ? Problem.LEFT_ABSENT : "taken from OBSID");
        return name == null ? null : Long.valueOf(name.group(SEQUENCE));
    }

    private static @Nullable Matcher name(Reading reading) {
        var told = reading.name("OBSID", "IMGNAME");
        if (told == null) {
            return null;
        }
        var name = NAME.matcher(told);
        return name.matches() ? name : null;
    }
}
