package org.platebook.store.judge;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * All that a query refers to, by the numbers (oids) that the server found for it.
 *
 * @param functions functions, aggregates and window functions
 * @param operators operators, those of sorting and grouping included
 * @param types types of values
 * @param made types whose values the query makes itself, of text or other values
 * @param columns of each relation the columns that are read, as attribute numbers plus {@link
 *     #COLUMN_OFFSET}; {@link #COLUMN_OFFSET} itself is the whole row, what is less is the server's
 */
record ParsedNames(
        Set<Long> functions,
        Set<Long> operators,
        Set<Long> types,
        Set<Long> made,
        Map<Long, BitSet> columns) {

    /**
     * What PostgreSQL adds to attribute numbers in sets of them
     * (FirstLowInvalidHeapAttributeNumber).
     */
    static final int COLUMN_OFFSET = 7;

    static ParsedNames none() {
        return new ParsedNames(
                new HashSet<>(),
                new HashSet<>(),
                new HashSet<>(),
                new HashSet<>(),
                new HashMap<>());
    }

    void read(long relation, BitSet some) {
        columns.computeIfAbsent(relation, _ -> new BitSet()).or(some);
    }

    /** Whether columns are read that every table has from the server. */
    boolean hasSystemColumns() {
        return columns.values().stream()
                .anyMatch(set -> set.previousSetBit(COLUMN_OFFSET - 1) >= 0);
    }
}
