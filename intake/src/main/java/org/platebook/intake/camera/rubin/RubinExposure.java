package org.platebook.intake.camera.rubin;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.FitsRules;
import org.platebook.intake.camera.HeaderUnit;
import org.platebook.intake.camera.Problem;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.PropertyRule;
import org.platebook.intake.camera.Quantity;
import org.platebook.intake.camera.Reading;
import org.platebook.intake.camera.Rules;
import org.platebook.model.time.Tai;
import org.platebook.model.time.TimeScale;

import java.util.ArrayList;
import java.util.Locale;

/**
 * How Rubin's headers name, time and describe an exposure.
 *
 * <p>Source of the facts: lsst/obs_lsst 0e84d755, translators/lsst.py.
 */
final class RubinExposure {

    static final String UNKNOWN = "unknown";

    /** A bias begins and ends at once, told in milliseconds and in days. */
    private static final double ROUNDING_SECONDS = 0.01;

    private RubinExposure() {}

    static Rules rules(RubinCamera camera) {
        return RubinIdentity.rules(camera, FitsRules.ALL)
                .with(Property.DATETIME_BEGIN, RubinExposure::begin)
                .with(Property.DATETIME_END, RubinExposure::end)
                .with(Property.VISIT_ID, RubinExposure::visitId)
                .with(Property.EXPOSURE_TIME, RubinExposure::exposureTime)
                .with(
                        Property.EXPOSURE_GROUP,
                        PropertyRule.name("GROUPID").or(RubinExposure::ownGroup))
                .with(Property.PHYSICAL_FILTER, RubinExposure::physicalFilter)
                .with(Property.DARK_TIME, RubinExposure::darkTime)
                .with(Property.DETECTOR_SERIAL, PropertyRule.text("LSST_NUM"))
                .with(
                        Property.DETECTOR_NUM,
                        reading -> detectorNum(reading, camera.detectorTable()))
                .with(Property.DETECTOR_EXPOSURE_ID, RubinExposure::detectorExposureId)
                .with(Property.OBSERVATION_TYPE, RubinExposure::observationType)
                .with(Property.OBSERVATION_REASON, RubinExposure::reason)
                .with(
                        Property.OBSERVING_DAY_OFFSET,
                        reading -> {
                            var begin = reading.get(Property.DATETIME_BEGIN);
                            return begin == null
                                    ? null
                                    : Quantity.seconds(camera.dayOffsetSeconds(begin));
                        })
                .with(Property.GROUP_COUNTER_START, RubinExposure::groupStart)
                .with(Property.GROUP_COUNTER_END, RubinExposure::groupEnd)
                .with(
                        Property.FOCUS_Z,
                        PropertyRule.quantity(
                                        HeaderUnit.MILLIMETRE, Possible.FOCUS_MILLIMETRES, "FOCUSZ")
                                .orElse(new Quantity(0, HeaderUnit.MILLIMETRE)))
                .with(Property.RELATIVE_HUMIDITY, PropertyRule.number(Possible.PERCENT, "HUMIDITY"))
                .with(
                        Property.TEMPERATURE,
                        PropertyRule.quantity(HeaderUnit.CELSIUS, Possible.CELSIUS, "AIRTEMP"))
                .with(Property.PRESSURE, RubinExposure::pressure)
                .with(Property.HAS_SIMULATED_CONTENT, RubinExposure::hasSimulatedContent);
    }

    private static @Nullable Tai begin(Reading reading) {
        var begin = reading.time(TimeScale.TAI, "MJD-BEG", "DATE-BEG", "MJD-OBS", "DATE-OBS");
        if (begin == null) {
            reading.missing(
                    "the start of the exposure", "MJD-BEG", "DATE-BEG", "MJD-OBS", "DATE-OBS");
        }
        return begin;
    }

    private static @Nullable Tai end(Reading reading) {
        var end = reading.time(FitsRules.timeScale(reading, TimeScale.TAI), "DATE-END");
        var begin = reading.get(Property.DATETIME_BEGIN);
        if (end != null && (begin == null || !end.plusSeconds(ROUNDING_SECONDS).isBefore(begin))) {
            return end;
        }
        if (end != null) {
            reading.problem(
                    "DATE-END is %s, before the beginning %s".formatted(end, begin),
                    "a time after the beginning",
                    "the exposure time taken");
        }
        var exposure = reading.get(Property.EXPOSURE_TIME);
        return begin == null || exposure == null
                ? null
                : begin.plusSeconds(Math.max(0, exposure.in(HeaderUnit.SECOND)));
    }

    private static @Nullable Long visitId(Reading reading) {
        var group = reading.get(Property.EXPOSURE_GROUP);
        return group == null ? null : RubinIds.visit(group);
    }

    private static @Nullable String ownGroup(Reading reading) {
        var id = reading.get(Property.EXPOSURE_ID);
        return id == null ? null : id.toString();
    }

    static String physicalFilter(Reading reading) {
        var parts = new ArrayList<String>();
        for (var keyword : new String[] {"FILTER", "FILTER1", "FILTER2"}) {
            var part = reading.text(keyword);
            if (part != null) {
                parts.add(part);
            }
        }
        var joined = String.join("~", parts);
        return joined.isEmpty() ? UNKNOWN : joined.replace("NONE", "none");
    }

    static @Nullable Quantity exposureTime(Reading reading) {
        var exposure = reading.quantity(HeaderUnit.SECOND, Possible.SECONDS, "EXPTIME");
        if (exposure == null && !reading.isValued("EXPTIME")) {
            reading.missing("seconds", "EXPTIME");
        }
        return exposure;
    }

    private static @Nullable Quantity darkTime(Reading reading) {
        var dark = reading.quantity(HeaderUnit.SECOND, Possible.SECONDS, "DARKTIME");
        return dark != null ? dark : exposureTimeInstead(reading, "no DARKTIME");
    }

    static @Nullable Quantity exposureTimeInstead(Reading reading, String found) {
        var exposure = reading.get(Property.EXPOSURE_TIME);
        if (exposure != null) {
            reading.problem(found, "seconds, at least the exposure time", "exposure time taken");
        }
        return exposure;
    }

    private static @Nullable Long detectorNum(Reading reading, Detectors detectors) {
        var name = reading.get(Property.DETECTOR_UNIQUE_NAME);
        var group = reading.get(Property.DETECTOR_GROUP);
        if (name == null || (group == null && reading.get(Property.DETECTOR_NAME) != null)) {
            // The header of a whole exposure tells neither.
            if (name != null || group != null) {
                reading.problem(
                        "raft %s, detector %s".formatted(group, name),
                        "both or neither",
                        Problem.LEFT_ABSENT);
            }
            return null;
        }
        var detector = detectors.named(name);
        if (detector == null) {
            reading.problem(
                    "detector '" + name + "'", "a detector of the camera", Problem.LEFT_ABSENT);
            return null;
        }
        return (long) detector.num();
    }

    private static @Nullable Long detectorExposureId(Reading reading) {
        var exposure = reading.get(Property.EXPOSURE_ID);
        var detector = reading.get(Property.DETECTOR_NUM);
        return exposure == null || detector == null
                ? null
                : RubinIds.detectorExposure(exposure, detector);
    }

    private static @Nullable String observationType(Reading reading) {
        var type = reading.name("IMGTYPE");
        if (type == null) {
            reading.missing("the kind of exposure", "IMGTYPE");
            return null;
        }
        return observationType(type);
    }

    /** The kind of exposure in lower case; what is taken of objects on the sky is "science". */
    static String observationType(String imageType) {
        var type = imageType.toLowerCase(Locale.ROOT);
        return type.equals("skyexp") || type.equals("object") ? "science" : type;
    }

    private static String reason(Reading reading) {
        var reason = reading.name("REASON", "TESTTYPE");
        if (reason != null) {
            return reason.toLowerCase(Locale.ROOT);
        }
        return "science".equals(reading.get(Property.OBSERVATION_TYPE)) ? "science" : UNKNOWN;
    }

    private static @Nullable Long groupStart(Reading reading) {
        var counter = reading.get(Property.OBSERVATION_COUNTER);
        var index = indexInGroup(reading);
        return index == null || counter == null ? alone(reading) : (Long) (counter - index + 1);
    }

    private static @Nullable Long groupEnd(Reading reading) {
        var counter = reading.get(Property.OBSERVATION_COUNTER);
        var index = indexInGroup(reading);
        var last = reading.integer("MAXINDEX");
        return index == null || last == null || counter == null
                ? alone(reading)
                : (Long) (counter + last - index);
    }

    /** Place of the exposure in its group, from 1; null where it is not told or cannot be. */
    private static @Nullable Long indexInGroup(Reading reading) {
        var index = reading.integer("CURINDEX");
        var last = reading.integer("MAXINDEX");
        if (index == null || (index >= 1 && (last == null || index <= last))) {
            return index;
        }
        reading.problem(
                "CURINDEX is %s, MAXINDEX is %s".formatted(index, last == null ? "absent" : last),
                "a place from 1 to MAXINDEX",
                "taken as alone in its group");
        return null;
    }

    /**
     * The counter of an exposure that is a group of its own. Exposures that count from 0 do not
     * count at all, and would all make one group.
     */
    private static @Nullable Long alone(Reading reading) {
        var counter = reading.get(Property.OBSERVATION_COUNTER);
        return counter == null || counter == 0 ? reading.get(Property.EXPOSURE_ID) : counter;
    }

    /** In pascal or hectopascal, whichever a place on Earth can have. */
    private static @Nullable Quantity pressure(Reading reading) {
        var pressure = reading.number("PRESSURE");
        if (pressure == null) {
            return null;
        }
        if (Possible.PASCAL.hold(pressure)) {
            return new Quantity(pressure, HeaderUnit.PASCAL);
        }
        var isHectopascal = Possible.HECTOPASCAL.hold(pressure);
        reading.problem(
                "PRESSURE is " + pressure,
                Possible.PASCAL.toString(),
                isHectopascal ? "taken as hPa" : Problem.LEFT_ABSENT);
        return isHectopascal ? new Quantity(pressure, HeaderUnit.HECTOPASCAL) : null;
    }

    private static boolean hasSimulatedContent(Reading reading) {
        var controller = RubinIdentity.controller(reading);
        return Boolean.TRUE.equals(SimulationCards.simulated(reading.header()))
                || (controller != null && RubinIds.isSimulated(controller));
    }
}
