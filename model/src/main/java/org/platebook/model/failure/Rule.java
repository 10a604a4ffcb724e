package org.platebook.model.failure;

/**
 * A rule that what was given breaks.
 *
 * @param kind what sort of rule it is
 * @param words what is expected, as in "must be a whole number"
 */
public record Rule(Kind kind, String words) {

    /** The sorts of rules. */
    public enum Kind {
        /** The table is there. */
        TABLE("problem.table"),
        /** The table is stored, not computed from others. */
        COMPUTED("problem.computed"),
        /** The column is there. */
        COLUMN("problem.column"),
        /** The value is of the column's type. */
        TYPE("problem.type"),
        /** The text is short enough. */
        LENGTH("problem.length"),
        /** The number lies in the range of the column's type. */
        RANGE("problem.range"),
        /** The number is finite, or NaN where that can be measured. */
        FINITE("problem.finite"),
        /** The unit can be converted to the column's. */
        UNIT("problem.unit"),
        /** The text has only characters that can be kept. */
        TEXT("problem.text"),
        /** The column holds a value. */
        MISSING("problem.missing"),
        /** The key is complete. */
        KEY("problem.key"),
        /** The row it refers to is there. */
        PARENT("problem.parent"),
        /** A row, or a column of a row, is named once in a request. */
        DUPLICATE("problem.duplicate"),
        /** No other row has the same. */
        UNIQUE("problem.unique"),
        /** No other row holds for part of the same range. */
        OVERLAP("problem.overlap"),
        /** A condition that the table's schema makes. */
        CONDITION("problem.condition"),
        /** A row is withdrawn by its key alone. */
        WITHDRAWAL("problem.withdrawal"),
        /** The value is what is known already. */
        KNOWN("problem.known");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** A code that never changes; docs/errors.md lists them. */
        public String code() {
            return code;
        }
    }

    /** In words. */
    @Override
    public String toString() {
        return words;
    }
}
