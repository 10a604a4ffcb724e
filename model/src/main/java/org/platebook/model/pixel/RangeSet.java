package org.platebook.model.pixel;

import org.platebook.model.failure.Refused;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A set of whole numbers, kept as the fewest half-open ranges: sorted, apart from each other, never
 * empty. It never changes.
 */
public final class RangeSet {

    /** The set without members. */
    public static final RangeSet EMPTY = new RangeSet(new long[0]);

    /** Begin and end of each range in turn, strictly ascending. */
    private final long[] bounds;

    private RangeSet(long[] bounds) {
        this.bounds = bounds;
    }

    /**
     * A range of numbers.
     *
     * @param begin its first number
     * @param end the first number after it
     */
    public record Range(long begin, long end) {

        public Range {
            if (begin >= end) {
                throw new Refused(
                        PixelCode.RANGE_ORDER,
                        "a range must end after %s, not at %s".formatted(begin, end));
            }
        }

        public long size() {
            return end - begin;
        }
    }

    /** The numbers from begin (in it) to end (not in it); none when they are equal. */
    public static RangeSet of(long begin, long end) {
        if (begin > end) {
            throw new Refused(
                    PixelCode.RANGE_ORDER,
                    "a range must not end (%s) before it begins (%s)".formatted(end, begin));
        }
        return begin == end ? EMPTY : new RangeSet(new long[] {begin, end});
    }

    /** The numbers of all the ranges, which may come in any order, touch and overlap. */
    public static RangeSet of(List<Range> ranges) {
        var builder = new Builder();
        ranges.forEach(range -> builder.add(range.begin, range.end));
        return builder.build();
    }

    /** A set of single numbers, in any order, repeated or not. */
    public static RangeSet ofNumbers(LongStream numbers) {
        var builder = new Builder();
        numbers.forEach(number -> builder.add(number, number + 1));
        return builder.build();
    }

    public boolean isEmpty() {
        return bounds.length == 0;
    }

    /** How many numbers are in the set. */
    public long size() {
        long size = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            size += bounds[i + 1] - bounds[i];
        }
        return size;
    }

    /** How many ranges it takes. */
    public int rangeCount() {
        return bounds.length / 2;
    }

    /** The ranges, ascending. */
    public Stream<Range> ranges() {
        return IntStream.range(0, rangeCount())
                .mapToObj(i -> new Range(bounds[2 * i], bounds[2 * i + 1]));
    }

    /** The numbers, ascending. */
    public LongStream numbers() {
        return ranges().flatMapToLong(range -> LongStream.range(range.begin, range.end));
    }

    public boolean contains(long number) {
        int found = Arrays.binarySearch(bounds, number);
        // At a begin (even place) or between a begin and its end (odd insertion point).
        return found >= 0 ? found % 2 == 0 : (-found - 1) % 2 == 1;
    }

    public boolean contains(RangeSet other) {
        return other.subtract(this).isEmpty();
    }

    public boolean overlaps(RangeSet other) {
        for (int i = 0, j = 0; i < bounds.length && j < other.bounds.length; ) {
            if (bounds[i + 1] <= other.bounds[j]) {
                i += 2;
            } else if (other.bounds[j + 1] <= bounds[i]) {
                j += 2;
            } else {
                return true;
            }
        }
        return false;
    }

    public RangeSet union(RangeSet other) {
        return merge(other, 1);
    }

    public RangeSet intersect(RangeSet other) {
        return merge(other, 2);
    }

    /** What is in this set and not in the other. */
    public RangeSet subtract(RangeSet other) {
        if (isEmpty() || other.isEmpty()) {
            return this;
        }
        long begin = Math.min(bounds[0], other.bounds[0]);
        long end = Math.max(bounds[bounds.length - 1], other.bounds[other.bounds.length - 1]);
        return intersect(other.complement(begin, end));
    }

    /** What is in exactly one of both. */
    public RangeSet symmetricDifference(RangeSet other) {
        return union(other).subtract(intersect(other));
    }

    /** The numbers from begin (in it) to end (not in it) that are not in this set. */
    public RangeSet complement(long begin, long end) {
        var builder = new Builder();
        long from = begin;
        for (int i = 0; i < bounds.length && bounds[i] < end; i += 2) {
            if (bounds[i] > from) {
                builder.add(from, bounds[i]);
            }
            from = Math.max(from, bounds[i + 1]);
        }
        if (from < end) {
            builder.add(from, end);
        }
        return builder.build();
    }

    /**
     * The set of begins and ends each mapped by a function that never decreases, as to another
     * resolution; ranges that it makes empty vanish.
     */
    RangeSet map(LongUnaryOperator begin, LongUnaryOperator end) {
        var builder = new Builder();
        for (int i = 0; i < bounds.length; i += 2) {
            builder.add(begin.applyAsLong(bounds[i]), end.applyAsLong(bounds[i + 1]));
        }
        return builder.build();
    }

    /** Sweeps over both and keeps where at least {@code needed} of the two have a range. */
    private RangeSet merge(RangeSet other, int needed) {
        var result = new long[bounds.length + other.bounds.length];
        int length = 0;
        int depth = 0;
        for (int i = 0, j = 0; i < bounds.length || j < other.bounds.length; ) {
            long at = Math.min(at(bounds, i), at(other.bounds, j));
            boolean before = depth >= needed;
            if (at(bounds, i) == at && i < bounds.length) {
                depth += i++ % 2 == 0 ? 1 : -1;
            }
            if (at(other.bounds, j) == at && j < other.bounds.length) {
                depth += j++ % 2 == 0 ? 1 : -1;
            }
            if (before != (depth >= needed)) {
                result[length++] = at;
            }
        }
        return length == 0 ? EMPTY : new RangeSet(Arrays.copyOf(result, length));
    }

    private static long at(long[] bounds, int index) {
        return index < bounds.length ? bounds[index] : Long.MAX_VALUE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RangeSet set && Arrays.equals(bounds, set.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    /** The ranges as in "[3,7) [9,10)". */
    @Override
    public String toString() {
        return String.join(" ", ranges().map(r -> "[%s,%s)".formatted(r.begin, r.end)).toList());
    }

    /** Gathers ranges into a set; ascending ranges are cheapest. */
    public static final class Builder {

        private long[] bounds = new long[16];
        private int length;
        private boolean sorted = true;

        /** Adds the numbers from begin (in it) to end (not in it); none when not below it. */
        public Builder add(long begin, long end) {
            if (begin >= end) {
                return this;
            }
            if (length > 0
                    && begin <= bounds[length - 1]
                    && begin >= bounds[length - 2]
                    && sorted) {
                bounds[length - 1] = Math.max(bounds[length - 1], end);
                return this;
            }
            sorted &= length == 0 || begin > bounds[length - 1];
            if (length == bounds.length) {
                bounds = Arrays.copyOf(bounds, 2 * length);
            }
            bounds[length++] = begin;
            bounds[length++] = end;
            return this;
        }

        public RangeSet build() {
            if (length == 0) {
                return EMPTY;
            }
            return sorted ? new RangeSet(Arrays.copyOf(bounds, length)) : sortedSet();
        }

        private RangeSet sortedSet() {
            var ranges = new ArrayList<Range>(length / 2);
            for (int i = 0; i < length; i += 2) {
                ranges.add(new Range(bounds[i], bounds[i + 1]));
            }
            ranges.sort((a, b) -> Long.compare(a.begin, b.begin));
            var inOrder = new Builder();
            ranges.forEach(range -> inOrder.add(range.begin, range.end));
            return inOrder.build();
        }
    }
}
