package org.platebook.model.time;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of times, days and places on Earth. */
public enum TimeCode implements FailureCode {
    TEXT(
            "time.text",
            "a text is not a time in its scale",
            "write it as in `2026-01-15T20:31:07.5`"),
    MJD("time.mjd", "an MJD is outside the years 1678 to 2262", "see that it is an MJD, not a JD"),
    RANGE(
            "time.range",
            "a time or duration leaves the years that can be told in nanoseconds, 1677 to 2262",
            "correct the value"),
    SPAN_ORDER("span.order", "a span ends before, or when, it begins", "swap begin and end"),
    DAY_OBS("day-obs", "an observing day is not a date", "write it as yyyymmdd"),
    DAY_OBS_OFFSET(
            "day-obs.offset",
            "a day would turn over more than 86,400 s from midnight",
            "give the offset in seconds"),
    PLACE_DEGREES(
            "place.degrees",
            "a place on Earth has a longitude or latitude out of range",
            "give degrees, latitude within 90");

    private final Explanation explanation;

    TimeCode(String code, String means, String remedy) {
        this.explanation = new Explanation(FailureKind.REFUSED, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
