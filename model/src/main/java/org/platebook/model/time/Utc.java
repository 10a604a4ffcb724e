package org.platebook.model.time;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Coordinated Universal Time: its whole seconds behind TAI, from the table of leap seconds in
 * {@code leap-seconds.txt} (which names its source).
 *
 * <p>Before 1972-01-01, when UTC ran with stretched seconds, TAI − UTC is held at 10 s; the true
 * value fell from 10 s to 8 s back to 1970 and to 1.4 s back to 1960. After the last entry its
 * value is held; {@link #expires} tells until when that is known to be right.
 */
public final class Utc {

    private static final Table TABLE = Table.read();

    private Utc() {}

    /** TAI − UTC at a moment, in seconds; inside a leap second it is still the old value. */
    public static int taiMinusUtc(Tai tai) {
        return TABLE.offsets[TABLE.entry(tai)];
    }

    /** The day until which the table of leap seconds is known to be complete. */
    public static LocalDate expires() {
        return TABLE.expires;
    }

    static Tai toTai(Instant instant) {
        long days = Math.floorDiv(instant.getEpochSecond(), Clock.SECONDS_PER_DAY);
        long second = Math.floorMod(instant.getEpochSecond(), Clock.SECONDS_PER_DAY);
        return at(new Clock.Moment(days, second * Clock.NANOS_PER_SECOND + instant.getNano()));
    }

    static Instant toInstant(Tai tai) {
        var moment = read(tai);
        long nanos = Math.min(moment.nanoOfDay(), Clock.NANOS_PER_DAY - 1);
        return Instant.ofEpochSecond(moment.epochDay() * Clock.SECONDS_PER_DAY, nanos);
    }

    static Clock.Moment read(Tai tai) {
        int entry = TABLE.entry(tai);
        long utc = tai.plusNanos(-TABLE.offsets[entry] * Clock.NANOS_PER_SECOND).nanos();
        var moment = Clock.Moment.of(utc);
        boolean leaping =
                entry + 1 < TABLE.days.length && moment.epochDay() >= TABLE.days[entry + 1];
        return leaping
                ? new Clock.Moment(moment.epochDay() - 1, moment.nanoOfDay() + Clock.NANOS_PER_DAY)
                : moment;
    }

    static Tai at(Clock.Moment moment) {
        int entry = 0;
        while (entry + 1 < TABLE.days.length && TABLE.days[entry + 1] <= moment.epochDay()) {
            entry++;
        }
        return Clock.tai(
                Clock.nanos(moment.epochDay(), moment.nanoOfDay()),
                TABLE.offsets[entry] * Clock.NANOS_PER_SECOND);
    }

    static long dayNanos(long epochDay) {
        for (int i = TABLE.days.length - 1; i > 0 && TABLE.days[i] > epochDay; i--) {
            if (TABLE.days[i] == epochDay + 1) {
                int leap = TABLE.offsets[i] - TABLE.offsets[i - 1];
                return Clock.NANOS_PER_DAY + leap * Clock.NANOS_PER_SECOND;
            }
        }
        return Clock.NANOS_PER_DAY;
    }

    /** The table of leap seconds. */
    private static final class Table {

        final LocalDate expires;

        /** UTC days since 1970 from which an offset holds, ascending. */
        final long[] days;

        /** TAI − UTC in seconds. */
        final int[] offsets;

        /** Where an offset begins to hold, in nanoseconds of TAI: after the leap second. */
        final long[] starts;

        private Table(LocalDate expires, List<String[]> entries) {
            this.expires = expires;
            days = entries.stream().mapToLong(e -> LocalDate.parse(e[0]).toEpochDay()).toArray();
            offsets = entries.stream().mapToInt(e -> Integer.parseInt(e[1])).toArray();
            starts = new long[days.length];
            for (int i = 0; i < starts.length; i++) {
                starts[i] = days[i] * Clock.NANOS_PER_DAY + offsets[i] * Clock.NANOS_PER_SECOND;
            }
        }

        /** The entry that holds at a moment; the first also holds before its day. */
        int entry(Tai tai) {
            int entry = starts.length - 1;
            while (entry > 0 && starts[entry] > tai.nanos()) {
                entry--;
            }
            return entry;
        }

        static Table read() {
            var lines =
                    Resource.lines("leap-seconds.txt").stream()
                            .map(line -> line.split(" ", -1))
                            .toList();
            return new Table(LocalDate.parse(lines.getFirst()[1]), lines.subList(1, lines.size()));
        }
    }
}
