package org.platebook.model.time;

import org.platebook.model.failure.Refused;

import java.util.function.LongUnaryOperator;

/** Units of time and arithmetic on them that refuses to leave the range of a {@link Tai}. */
final class Clock {

    static final long NANOS_PER_SECOND = 1_000_000_000L;
    static final long SECONDS_PER_DAY = 86_400L;
    static final long NANOS_PER_DAY = SECONDS_PER_DAY * NANOS_PER_SECOND;

    /** Seconds that a long of nanoseconds holds. */
    static final double MAX_SECONDS = 9.2e9;

    /** Modified Julian date of 1970-01-01. */
    static final long MJD_1970 = 40_587L;

    /** Days either side of 1970 that a long of nanoseconds holds. */
    private static final long MAX_DAYS = 106_750L;

    private Clock() {}

    static Tai tai(long nanos, long more) {
        long sum = nanos + more;
        if (((nanos ^ sum) & (more ^ sum)) < 0) {
            throw new Refused(
                    TimeCode.RANGE,
                    "%s ns and %s ns together leave the years 1677 to 2262".formatted(nanos, more));
        }
        return new Tai(sum);
    }

    /** The nanoseconds of a day since 1970 and a time in it. */
    static long nanos(long epochDay, long nanoOfDay) {
        if (Math.abs(epochDay) > MAX_DAYS) {
            throw new Refused(
                    TimeCode.RANGE,
                    "day " + epochDay + " since 1970 is not in the years 1678 to 2262");
        }
        return epochDay * NANOS_PER_DAY + nanoOfDay;
    }

    /**
     * Splits a modified Julian date into a day since 1970 and a time in it.
     *
     * @param dayNanos length of a day as a function of the day
     */
    static Moment split(double mjd, LongUnaryOperator dayNanos) {
        double day = Math.floor(mjd);
        if (!(Math.abs(day - MJD_1970) <= MAX_DAYS)) {
            throw new Refused(
                    TimeCode.MJD, "an MJD must lie in the years 1678 to 2262, not " + mjd);
        }
        long epochDay = (long) day - MJD_1970;
        return new Moment(epochDay, Math.round((mjd - day) * dayNanos.applyAsLong(epochDay)));
    }

    /** A reading of a clock: days since 1970-01-01 and nanoseconds in the day. */
    record Moment(long epochDay, long nanoOfDay) {

        static Moment of(long nanos) {
            return new Moment(
                    Math.floorDiv(nanos, NANOS_PER_DAY), Math.floorMod(nanos, NANOS_PER_DAY));
        }

        double mjd(long dayNanos) {
            return epochDay + MJD_1970 + (double) nanoOfDay / dayNanos;
        }
    }
}
