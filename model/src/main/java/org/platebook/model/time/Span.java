package org.platebook.model.time;

import org.platebook.model.failure.Refused;

import java.util.Optional;

/**
 * A stretch of time from its begin, which belongs to it, to its end, which does not; never empty.
 *
 * @param begin first moment
 * @param end first moment that is no longer in it, after begin
 */
public record Span(Tai begin, Tai end) {

    public Span {
        if (!begin.isBefore(end)) {
            throw new Refused(
                    TimeCode.SPAN_ORDER,
                    "a span must end after it begins, not %s to %s".formatted(begin, end));
        }
    }

    /** The one nanosecond that begins at a moment. */
    public static Span at(Tai moment) {
        return new Span(moment, moment.plusNanos(1));
    }

    /**
     * The span of an exposure as its header tells it: an end at or before the begin, as biases
     * have, makes it one nanosecond long.
     */
    public static Span ofExposure(Tai begin, Tai end) {
        return begin.isBefore(end) ? new Span(begin, end) : at(begin);
    }

    public double seconds() {
        return begin.secondsUntil(end);
    }

    /** The moment half way, rounded towards the begin. */
    public Tai middle() {
        return begin.plusNanos(begin.nanosUntil(end) / 2);
    }

    public boolean contains(Tai moment) {
        return !moment.isBefore(begin) && moment.isBefore(end);
    }

    public boolean contains(Span other) {
        return !other.begin.isBefore(begin) && !end.isBefore(other.end);
    }

    /** True when some moment is in both; spans that only touch do not overlap. */
    public boolean overlaps(Span other) {
        return begin.isBefore(other.end) && other.begin.isBefore(end);
    }

    /** What is in both, empty when they do not overlap. */
    public Optional<Span> intersect(Span other) {
        return overlaps(other)
                ? Optional.of(new Span(later(begin, other.begin), earlier(end, other.end)))
                : Optional.empty();
    }

    /** The shortest span that holds both. */
    public Span hull(Span other) {
        return new Span(earlier(begin, other.begin), later(end, other.end));
    }

    private static Tai earlier(Tai a, Tai b) {
        return a.isBefore(b) ? a : b;
    }

    private static Tai later(Tai a, Tai b) {
        return a.isBefore(b) ? b : a;
    }
}
