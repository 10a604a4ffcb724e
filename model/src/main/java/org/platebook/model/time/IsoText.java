package org.platebook.model.time;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Pattern;

/** ISO 8601 texts of readings of a clock. */
final class IsoText {

    private static final Pattern TEXT =
            Pattern.compile(
                    "(\\d{4})-(\\d\\d)-(\\d\\d)"
                            + "(?:[T ](\\d\\d):(\\d\\d)(?::(\\d\\d)(?:\\.(\\d{1,9}))?)?)?"
                            + "(Z|\\+00:00)?");

    private static final int LEAP_SECOND = 60;

    private IsoText() {}

    static Clock.Moment parse(String text, TimeScale scale) {
        var parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            throw refused(text, scale, "expected yyyy-mm-ddThh:mm:ss.fffffffff");
        }
        if (parts.group(8) != null && scale != TimeScale.UTC) {
            throw refused(text, scale, parts.group(8) + " stands for UTC");
        }
        int hour = number(parts.group(4));
        int minute = number(parts.group(5));
        int second = number(parts.group(6));
        if (hour > 23 || minute > 59 || second > LEAP_SECOND) {
            throw refused(text, scale, "no clock shows that time");
        }
        long day = epochDay(text, scale, parts.group(1), parts.group(2), parts.group(3));
        long nanos =
                (hour * 3600L + minute * 60L + second) * Clock.NANOS_PER_SECOND
                        + billionths(parts.group(7));
        boolean leaping = nanos >= Clock.NANOS_PER_DAY && nanos < scale.dayNanos(day);
        if (second == LEAP_SECOND && !leaping) {
            throw refused(text, scale, "that minute has no second 60");
        }
        return new Clock.Moment(day, nanos);
    }

    static String format(Clock.Moment moment) {
        long nanos = moment.nanoOfDay();
        long seconds = Math.min(nanos / Clock.NANOS_PER_SECOND, Clock.SECONDS_PER_DAY - 1);
        long rest = nanos - seconds / 60 * 60 * Clock.NANOS_PER_SECOND;
        var time =
                String.format(
                        Locale.ROOT,
                        "%sT%02d:%02d:%02d",
                        LocalDate.ofEpochDay(moment.epochDay()),
                        seconds / 3600,
                        seconds / 60 % 60,
                        rest / Clock.NANOS_PER_SECOND);
        return time + decimals(rest % Clock.NANOS_PER_SECOND);
    }

    private static String decimals(long nanos) {
        if (nanos == 0) {
            return "";
        }
        if (nanos % 1_000_000 == 0) {
            return String.format(Locale.ROOT, ".%03d", nanos / 1_000_000);
        }
        return nanos % 1_000 == 0
                ? String.format(Locale.ROOT, ".%06d", nanos / 1_000)
                : String.format(Locale.ROOT, ".%09d", nanos);
    }

    private static long epochDay(
            String text, TimeScale scale, String year, String month, String day) {
        try {
            return LocalDate.of(number(year), number(month), number(day)).toEpochDay();
        } catch (DateTimeException e) {
            throw refused(text, scale, "no such day");
        }
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static long billionths(@Nullable String decimals) {
        return decimals == null ? 0 : Long.parseLong((decimals + "00000000").substring(0, 9));
    }

    private static Refused refused(String text, TimeScale scale, String why) {
        return new Refused(
                TimeCode.TEXT, "'%s' is not a time in %s: %s".formatted(text, scale, why));
    }
}
