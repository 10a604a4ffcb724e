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
 */
public record TapLimits(long defaultRows, long mostRows, Duration timeLimit) {

    public TapLimits {
        if (defaultRows < 1 || mostRows < defaultRows) {
            throw new Refused(
                    "tap.limits",
                    "the default of rows must be 1 or more and at most the greatest, not %d and %d"
                            .formatted(defaultRows, mostRows));
        }
        if (!timeLimit.isPositive()) {
            throw new Refused(
                    "tap.limits", "the time limit of queries must be positive, not " + timeLimit);
        }
    }

    /** The rows for those who ask for no number: a format that is kept is not cut unasked. */
    long usual(TableFormat format) {
        return format.isKept() ? mostRows : defaultRows;
    }

    /** The rows that a request may get. */
    long rows(long asked) {
        return Math.min(asked, mostRows);
    }
}
