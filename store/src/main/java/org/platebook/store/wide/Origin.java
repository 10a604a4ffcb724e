package org.platebook.store.wide;

import org.jspecify.annotations.Nullable;

/**
 * Where a column of a wide view comes from: a column of a table of its level, or a formula.
 *
 * @param table the table that it is read from; null for what is worked out
 * @param formula how it is worked out, as SQL over columns of the view; null for what is stored
 * @param reference where the formula is from; null where it needs no source
 */
public record Origin(@Nullable String table, @Nullable String formula, @Nullable String reference) {

    static Origin stored(String table) {
        return new Origin(table, null, null);
    }

    static Origin workedOut(String formula, @Nullable String reference) {
        return new Origin(null, formula, reference);
    }
}
