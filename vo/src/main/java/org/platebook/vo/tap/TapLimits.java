package org.platebook.vo.tap;

import org.platebook.model.failure.Refused;
import org.platebook.vo.table.TableFormat;

import java.time.Duration;

/**
 * Bounds of queries.
 *
 * @param defaultRows rows given to those who ask for no number (MAXREC) in a format that is not
 *     kept, 1 or more
 * @param mostRows rows given to anybody, at least defaultRows
 * @param timeLimit how long one query may take
 * @param mostBytes size of one answer, 1 or more
 */
public record TapLimits(long defaultRows, long mostRows, Duration timeLimit, long mostBytes) {

    public TapLimits {
        if (defaultRows < 1 || mostRows < defaultRows) {
            throw new Refused(
                    TapCode.LIMITS,
                    "the default of rows must be 1 or more and at most the greatest, not %s and %s"
                            .formatted(defaultRows, mostRows));
        }
        if (mostBytes < 1) {
            throw new Refused(
                    TapCode.LIMITS,
                    "the greatest size of an answer must be positive: " + mostBytes);
        }
        if (!timeLimit.isPositive()) {
            throw new Refused(
                    TapCode.LIMITS, "the time limit of queries must be positive, not " + timeLimit);
        }
    }

    /** The rows for those who ask for no number: a format that is kept is not cut unasked. */
    long usual(TableFormat format) {
        return format.isKept() ? mostRows : defaultRows;
    }

    /** Limits without one of size. */
    public TapLimits(long defaultRows, long mostRows, Duration timeLimit) {
        this(defaultRows, mostRows, timeLimit, Long.MAX_VALUE);
    }

    /** The rows that a request may get. */
    long rows(long asked) {
        return Math.min(asked, mostRows);
    }
}
