package org.platebook.model.time;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Universal Time by the Earth's rotation (UT1), from the daily table in {@code ut1-minus-tai.txt}
 * (which names its source), interpolated linearly, to about 0.1 ms.
 *
 * <p>The table begins with 1972 and ends with a prediction of about a year, in which it may be
 * wrong by 20 ms. Outside it UT1 is not known here; it then lies within 0.9 s of UTC as long as
 * leap seconds are announced.
 */
public final class Ut1 {

    private static final double UNIT_SECONDS = 1e-5;

    private static final Table TABLE = Table.read();

    private Ut1() {}

    /** UT1 − UTC (DUT1) in seconds, empty outside the table. */
    public static OptionalDouble minusUtc(Tai tai) {
        double days = TimeScale.UTC.mjd(tai) - TABLE.firstMjd;
        if (days < 0 || days > TABLE.units.length - 1) {
            return OptionalDouble.empty();
        }
        int day = Math.min((int) days, TABLE.units.length - 2);
        double fraction = days - day;
        double minusTai = TABLE.units[day] * (1 - fraction) + TABLE.units[day + 1] * fraction;
        return OptionalDouble.of(minusTai * UNIT_SECONDS + Utc.taiMinusUtc(tai));
    }

    /** The first moment for which UT1 is known here. */
    public static Tai begins() {
        return TimeScale.UTC.ofMjd(TABLE.firstMjd);
    }

    /** The last moment for which UT1 was observed; later values are predicted. */
    public static Tai observedUntil() {
        return TimeScale.UTC.ofMjd(TABLE.lastObservedMjd);
    }

    /** The last moment for which UT1 is known here. */
    public static Tai ends() {
        return TimeScale.UTC.ofMjd(TABLE.firstMjd + TABLE.units.length - 1);
    }

    /** UT1 − TAI by day. */
    private static final class Table {

        final int firstMjd;
        final int lastObservedMjd;

        /** UT1 − TAI at 0h UTC of each day, in units of 10 µs. */
        final int[] units;

        private Table(int firstMjd, int lastObservedMjd, int[] units) {
            this.firstMjd = firstMjd;
            this.lastObservedMjd = lastObservedMjd;
            this.units = units;
        }

        static Table read() {
            var lines = Resource.lines("ut1-minus-tai.txt");
            var steps =
                    lines.stream()
                            .skip(2)
                            .map(line -> line.replaceFirst("^first-value ", ""))
                            .flatMap(line -> Arrays.stream(line.split(" ", -1)))
                            .mapToInt(Integer::parseInt)
                            .toArray();
            Arrays.parallelPrefix(steps, Integer::sum);
            return new Table(value(lines.get(0)), value(lines.get(1)), steps);
        }

        private static int value(String line) {
            return Integer.parseInt(line.substring(line.indexOf(' ') + 1));
        }
    }
}
