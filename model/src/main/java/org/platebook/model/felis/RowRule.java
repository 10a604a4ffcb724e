package org.platebook.model.felis;

/** Which rows of a table a role sees. */
public sealed interface RowRule {

    /** All of them. */
    record All() implements RowRule {}

    /** None of them. */
    record None() implements RowRule {}

    /**
     * Those whose observing day is so long ago: an embargo. A row without a day is not seen.
     *
     * @param days how many observing days must lie between, 0 or more; 0 shows today's
     * @param column the observing day, yyyymmdd
     */
    record Days(int days, String column) implements RowRule {}

    /**
     * Those that were released. A row without a time of release is not seen.
     *
     * @param column the time of release, a timestamp in UTC
     */
    record Released(String column) implements RowRule {}
}
