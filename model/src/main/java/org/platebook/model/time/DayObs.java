package org.platebook.model.time;

import org.platebook.model.failure.Refused;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * An observing day, named by the date on which it begins.
 *
 * @param yyyymmdd the date as one number, as in 20251202
 */
public record DayObs(int yyyymmdd) implements Comparable<DayObs> {

    public DayObs {
        date(yyyymmdd);
    }

    /** The day of a moment, for instruments whose day turns over at 12:00 UTC. */
    public static DayObs of(Tai moment) {
        return of(moment, DayTurn.NOON_UTC);
    }

    public static DayObs of(Tai moment, DayTurn turn) {
        var reading = turn.scale().read(moment);
        // A leap second at the end of a day belongs to that day whatever the offset.
        long nanos = Math.min(reading.nanoOfDay(), Clock.NANOS_PER_DAY - 1);
        long shifted = nanos - turn.offsetSeconds() * Clock.NANOS_PER_SECOND;
        return of(
                LocalDate.ofEpochDay(
                        reading.epochDay() + Math.floorDiv(shifted, Clock.NANOS_PER_DAY)));
    }

    public static DayObs of(LocalDate date) {
        return new DayObs(
                date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth());
    }

    /**
     * Reads "20251202" or "2025-12-02".
     *
     * @throws Refused {@code day-obs} when it is neither
     */
    public static DayObs parse(String text) {
        var digits = text.matches("\\d{4}-\\d\\d-\\d\\d") ? text.replace("-", "") : text;
        if (!digits.matches("\\d{8}")) {
            throw new Refused(
                    TimeCode.DAY_OBS,
                    "day_obs '%s' is not a date written yyyymmdd".formatted(text));
        }
        return new DayObs(Integer.parseInt(digits));
    }

    public LocalDate date() {
        return date(yyyymmdd);
    }

    /** Days since 1970-01-01. */
    public long ordinal() {
        return date().toEpochDay();
    }

    public DayObs next() {
        return of(date().plusDays(1));
    }

    public DayObs previous() {
        return of(date().minusDays(1));
    }

    /** The day's span where it turns over at 12:00 UTC. */
    public Span span() {
        return span(DayTurn.NOON_UTC);
    }

    public Span span(DayTurn turn) {
        return new Span(begin(ordinal(), turn), begin(ordinal() + 1, turn));
    }

    @Override
    public int compareTo(DayObs other) {
        return Integer.compare(yyyymmdd, other.yyyymmdd);
    }

    @Override
    public String toString() {
        return Integer.toString(yyyymmdd);
    }

    private static Tai begin(long ordinal, DayTurn turn) {
        long seconds = ordinal * Clock.SECONDS_PER_DAY + turn.offsetSeconds();
        return turn.scale()
                .at(
                        new Clock.Moment(
                                Math.floorDiv(seconds, Clock.SECONDS_PER_DAY),
                                Math.floorMod(seconds, Clock.SECONDS_PER_DAY)
                                        * Clock.NANOS_PER_SECOND));
    }

    private static LocalDate date(int yyyymmdd) {
        try {
            return LocalDate.of(yyyymmdd / 10_000, yyyymmdd / 100 % 100, yyyymmdd % 100);
        } catch (DateTimeException e) {
            throw new Refused(
                    TimeCode.DAY_OBS,
                    "day_obs %s is not a date written yyyymmdd".formatted(yyyymmdd));
        }
    }
}
