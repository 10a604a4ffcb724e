package org.platebook.intake.camera.world;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.CameraCode;
import org.platebook.intake.camera.HorizontalPosition;
import org.platebook.intake.camera.IcrsPosition;
import org.platebook.intake.camera.Problem;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.PropertyRule;
import org.platebook.intake.camera.Quantity;
import org.platebook.intake.camera.Reading;
import org.platebook.model.failure.Refused;
import org.platebook.model.time.Tai;
import org.platebook.model.time.TimeScale;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules that several of these cameras follow. */
final class Shared {

    static final String SCIENCE = "science";
    private static final String OBJECT = "object";

    /** CFHT's word in place of a frame for what moves over the sky: apparent positions. */
    private static final String MOVING = "GAPPT";

    private static final double FULL_TURN = 360;
    private static final double J2000 = 2000;
    private static final int DATE_LENGTH = 10;
    private static final double SECONDS_PER_DAY = 86_400;
    private static final double SECONDS_PER_HOUR = 3600;

    /** Hours, minutes or seconds written with one digit. */
    private static final Pattern ONE_DIGIT = Pattern.compile("(?<![\\d.])\\d(?!\\d)");

    private Shared() {}

    /**
     * Where cards are that tell a direction.
     *
     * @param lon right ascension or azimuth
     * @param lat declination, altitude or zenith distance
     */
    record Pair(String lon, String lat) {}

    /** The observation type in lower case, with "object" called science. */
    static PropertyRule<String> type(String keyword, @Nullable String otherwise) {
        return reading -> {
            var type = reading.text(keyword);
            if (type == null || type.isBlank()) {
                if (otherwise == null) {
                    reading.missing("the kind of exposure", keyword);
                }
                return otherwise;
            }
            var lower = type.strip().toLowerCase(Locale.ROOT);
            return lower.equals(OBJECT) ? SCIENCE : lower;
        };
    }

    static boolean isScience(Reading reading) {
        return SCIENCE.equals(reading.get(Property.OBSERVATION_TYPE));
    }

    /** What the observation type tells of the sky: seen, not seen, or open. */
    static PropertyRule<Boolean> sees(Set<String> sky, Set<String> dark) {
        return reading -> {
            var type = reading.get(Property.OBSERVATION_TYPE);
            if (type == null) {
                return null;
            }
            return sky.contains(type) ? Boolean.TRUE : dark.contains(type) ? false : null;
        };
    }

    /** A value between two limits in the unit it comes in; one beyond them is told and left out. */
    static PropertyRule<Quantity> between(
            double lowest, double highest, PropertyRule<Quantity> rule) {
        return reading -> {
            var quantity = rule.read(reading);
            return quantity == null || isBetween(reading, quantity.value(), lowest, highest)
                    ? quantity
                    : null;
        };
    }

    static @Nullable Double numberBetween(
            Reading reading, double lowest, double highest, String keyword) {
        var number = reading.number(keyword);
        return number == null || isBetween(reading, number, lowest, highest) ? number : null;
    }

    private static boolean isBetween(Reading reading, double value, double lowest, double highest) {
        if (value >= lowest && value <= highest) {
            return true;
        }
        reading.problem(String.valueOf(value), lowest + " to " + highest, Problem.LEFT_ABSENT);
        return false;
    }

    /**
     * The first pair of cards that tells a position, in the frame that the first of the frame cards
     * names, ICRS where there is none. Only science without a position is a problem.
     *
     * @param degreesPerRaUnit 15 where right ascension comes in hours, 1 where it comes in degrees
     */
    static PropertyRule<IcrsPosition> tracking(
            List<String> frames, double degreesPerRaUnit, Pair... pairs) {
        return reading -> {
            var frame = reading.text(frames.toArray(String[]::new));
            if (frame != null && frame.strip().equalsIgnoreCase(MOVING)) {
                return null;
            }
            for (var pair : pairs) {
                var ra = reading.text(pair.lon);
                var dec = reading.text(pair.lat);
                if (ra != null && dec != null) {
                    return IcrsPosition.of(
                            frame(reading, frame),
                            Sexagesimal.parse(ra) * degreesPerRaUnit,
                            Sexagesimal.parse(dec));
                }
            }
            if (isScience(reading)) {
                reading.missing("a position on the sky", keywords(pairs));
            }
            return null;
        };
    }

    private static String frame(Reading reading, @Nullable String frame) {
        if (frame == null || frame.isBlank()) {
            return "ICRS";
        }
        var equinox = reading.number("EQUINOX");
        if (frame.strip().equalsIgnoreCase("FK5") && equinox != null && equinox != J2000) {
            throw new Refused(
                    CameraCode.HEADER_EQUINOX,
                    "the position is of equinox %s, expected 2000".formatted(equinox));
        }
        return frame;
    }

    /** The first pair of cards that tells where the telescope looked, clipped to the sky. */
    static PropertyRule<HorizontalPosition> altaz(Pair... pairs) {
        return reading -> {
            for (var pair : pairs) {
                var azimuthDeg = reading.number(pair.lon);
                var altitudeDeg = reading.number(pair.lat);
                if (azimuthDeg != null && altitudeDeg != null) {
                    return horizontal(reading, azimuthDeg, altitudeDeg);
                }
            }
            if (isScience(reading)) {
                reading.missing("a direction above the horizon", keywords(pairs));
            }
            return null;
        };
    }

    /** The direction, with an altitude that no telescope has taken as the nearest it has. */
    static @Nullable HorizontalPosition horizontal(
            Reading reading, double azimuthDeg, double altitudeDeg) {
        if (!(azimuthDeg >= -FULL_TURN) || !(altitudeDeg >= -90)) {
            reading.problem(
                    "altitude %s at azimuth %s".formatted(altitudeDeg, azimuthDeg),
                    "a direction a telescope can look in",
                    Problem.LEFT_ABSENT);
            return null;
        }
        double possible = Math.clamp(altitudeDeg, 0, 90);
        if (possible != altitudeDeg) {
            reading.problem("altitude " + altitudeDeg, "0 to 90 degrees", "taken as " + possible);
        }
        return HorizontalPosition.of(azimuthDeg, possible);
    }

    private static String[] keywords(Pair... pairs) {
        var keywords = new String[pairs.length * 2];
        for (int i = 0; i < pairs.length; i++) {
            keywords[2 * i] = pairs[i].lon;
            keywords[2 * i + 1] = pairs[i].lat;
        }
        return keywords;
    }

    /** A moment whose date and time of day are on two cards; null where one is not there. */
    static @Nullable Tai moment(Reading reading, TimeScale scale, String date, String time) {
        var day = reading.text(date);
        var clock = reading.text(time);
        return day == null || clock == null
                ? null
                : scale.parse(
                        day.strip().substring(0, Math.min(DATE_LENGTH, day.strip().length()))
                                + "T"
                                + ONE_DIGIT.matcher(clock.strip()).replaceAll("0$0"));
    }

    /**
     * A moment on the given date, or on the next where that would be before the beginning: the
     * exposure ran over midnight. One that lies more than an hour behind the exposure time then, or
     * half a day where that is not known, is a problem.
     *
     * @return null where there is no such moment
     */
    static @Nullable Tai endMoment(Reading reading, TimeScale scale, String date, String time) {
        var end = moment(reading, scale, date, time);
        var begin = reading.get(Property.DATETIME_BEGIN);
        if (end == null || begin == null || !end.isBefore(begin)) {
            return end;
        }
        var nextDay = end.plusSeconds(SECONDS_PER_DAY);
        var exposure = reading.get(Property.EXPOSURE_TIME);
        double longest =
                exposure == null ? SECONDS_PER_DAY / 2 : exposure.value() + SECONDS_PER_HOUR;
        if (nextDay.isBefore(begin.plusSeconds(longest))) {
            return nextDay;
        }
        reading.problem(
                "%s is %s, before the beginning %s".formatted(time, end, begin),
                "a time after the beginning",
                "not used");
        return null;
    }

    /** The beginning and the exposure time together; null where one is not known. */
    static @Nullable Tai beginPlusExposure(Reading reading) {
        var begin = reading.get(Property.DATETIME_BEGIN);
        var exposure = reading.get(Property.EXPOSURE_TIME);
        return begin == null || exposure == null ? null : begin.plusSeconds(exposure.value());
    }

    /** Half an exposure before the middle that DATE-AVG tells in the given scale. */
    static @Nullable Tai averageMinusHalf(Reading reading, TimeScale scale) {
        var middle = reading.time(scale, "DATE-AVG", "MJD-AVG");
        var exposure = reading.get(Property.EXPOSURE_TIME);
        return middle == null || exposure == null
                ? null
                : middle.plusSeconds(-exposure.value() / 2);
    }

    /** The angle in [0, 360). */
    static Quantity turned(double degrees) {
        return Quantity.degrees(degrees - FULL_TURN * Math.floor(degrees / FULL_TURN));
    }
}
