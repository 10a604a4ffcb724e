package org.platebook.store.history;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One value that differs between two moments.
 *
 * @param key the key columns of the row with their values, as JSON has them
 * @param change what became of the row
 * @param column the column; null where the row was withdrawn, or holds nothing but its key
 * @param before its value at the earlier moment, as JSON; null where it had none
 * @param after its value at the later moment, as JSON; null where it has none
 * @param source the source of what is known at the later moment; null where it is not known, and of
 *     what a reader saw taken away who may not see all of the table
 * @param record the Record that said so; null where the ledger did not write it
 */
public record Difference(
        Map<String, String> key,
        Kind change,
        @Nullable String column,
        @Nullable String before,
        @Nullable String after,
        @Nullable String source,
        @Nullable String record) {

    /** What can become of a row. */
    public enum Kind {
        /** It was not there before. */
        ADDED,
        /** It was there with another value. */
        CHANGED,
        /** It is there no more. */
        WITHDRAWN
    }

    public Difference {
        key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
    }
}
