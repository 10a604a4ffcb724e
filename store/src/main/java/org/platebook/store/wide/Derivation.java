package org.platebook.store.wide;

import org.jspecify.annotations.Nullable;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.Datatype;

/**
 * A column that is worked out of others, wherever a level has what its formula needs.
 *
 * @param name of the column
 * @param unit null where it has none
 * @param ucd what it is; marks (meta.code) are words, all else is a number
 * @param reference where the formula is from; null where it needs no source
 * @param unless the column is not made in a view that has this one; null where nothing hinders
 */
record Derivation(
        String name,
        @Nullable String unit,
        String ucd,
        String description,
        Formula formula,
        @Nullable String reference,
        @Nullable Formula unless) {

    private static final String WORD = "meta.code";

    /**
     * What several columns are worked out of, once for a row.
     *
     * @param name by which formulas name it
     */
    record Step(String name, Formula formula) {}

    Column column() {
        return Column.of(name, ucd.startsWith(WORD) ? Datatype.TEXT : Datatype.DOUBLE)
                .description(description)
                .unit(unit)
                .ucd(ucd)
                .column();
    }
}
