package org.platebook.model.time;

import org.platebook.model.failure.Refused;

import java.time.Instant;

/**
 * A moment that describes the sky, in International Atomic Time.
 *
 * <p>It reaches from the year 1677 to 2262, to the nanosecond. Other scales ({@link TimeScale}) are
 * ways to read and write it.
 *
 * @param nanos nanoseconds since 1970-01-01T00:00:00 TAI
 */
public record Tai(long nanos) implements Comparable<Tai> {

    /**
     * Reads an ISO 8601 text in TAI, as in "2025-12-02T07:59:07.425363958".
     *
     * @param text a date, or a date and a time joined by "T" or a blank, with up to nine decimals
     * @throws Refused {@code time.text} when the text is not such a time
     */
    public static Tai parse(String text) {
        return TimeScale.TAI.parse(text);
    }

    /**
     * The moment of a modified Julian date in TAI; one double keeps about a microsecond.
     *
     * @throws Refused {@code time.mjd} when it is not finite or out of range
     */
    public static Tai ofMjd(double mjd) {
        return TimeScale.TAI.ofMjd(mjd);
    }

    /**
     * The moment that a clock on UTC calls by this instant, which is never inside a leap second.
     */
    public static Tai of(Instant instant) {
        return Utc.toTai(instant);
    }

    /**
     * The UTC instant of this moment; inside a leap second it is the last nanosecond before it, so
     * that order is kept.
     */
    public Instant toInstant() {
        return Utc.toInstant(this);
    }

    /** The modified Julian date in TAI, rounded to the nearest double (about a microsecond). */
    public double mjd() {
        return TimeScale.TAI.mjd(this);
    }

    /**
     * The moment a number of seconds later (earlier when negative), rounded to the nanosecond.
     *
     * @throws Refused {@code time.range} when it is not finite or leads out of range
     */
    public Tai plusSeconds(double seconds) {
        double whole = Math.rint(seconds);
        double billionths = (seconds - whole) * Clock.NANOS_PER_SECOND;
        if (!(Math.abs(whole) < Clock.MAX_SECONDS)) {
            throw new Refused(
                    TimeCode.RANGE,
                    "a duration must be finite and below 292 years, not " + seconds);
        }
        return plusNanos(((long) whole) * Clock.NANOS_PER_SECOND + Math.round(billionths));
    }

    /** The moment a number of nanoseconds later (earlier when negative). */
    public Tai plusNanos(long more) {
        return Clock.tai(nanos, more);
    }

    /** Nanoseconds from here to a later moment, negative to an earlier one. */
    public long nanosUntil(Tai later) {
        return Math.subtractExact(later.nanos, nanos);
    }

    /** Seconds from here to a later moment, negative to an earlier one. */
    public double secondsUntil(Tai later) {
        return (double) nanosUntil(later) / Clock.NANOS_PER_SECOND;
    }

    public boolean isBefore(Tai other) {
        return nanos < other.nanos;
    }

    @Override
    public int compareTo(Tai other) {
        return Long.compare(nanos, other.nanos);
    }

    /**
     * The ISO 8601 text in TAI, with 0, 3, 6 or 9 decimals as needed, which {@link #parse} reads.
     */
    @Override
    public String toString() {
        return TimeScale.TAI.format(this);
    }
}
