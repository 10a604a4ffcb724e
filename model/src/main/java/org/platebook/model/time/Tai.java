package org.platebook.model.time;

/**
 * A moment that describes the sky, in International Atomic Time.
 *
 * @param nanos nanoseconds since 1970-01-01T00:00:00 TAI
 */
public record Tai(long nanos) implements Comparable<Tai> {

    @Override
    public int compareTo(Tai other) {
        return Long.compare(nanos, other.nanos);
    }
}
