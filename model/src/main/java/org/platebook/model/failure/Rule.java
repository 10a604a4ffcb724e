package org.platebook.model.failure;

/**
 * A rule that what was given breaks.
 *
 * @param kind what sort of rule it is
 * @param words what is expected, as in "must be a whole number"
 */
public record Rule(Kind kind, String words) {

    /** The sorts of rules. */
    public enum Kind implements FailureCode {
        /** The table is there. */
        TABLE(
                "problem.table",
                "there is no such table, not for this caller, or its name lacks the schema",
                "`/api/schema` has all"),
        /** The table is stored, not computed from others. */
        COMPUTED("problem.computed", "the table is computed from others", "write those"),
        /** The column is there. */
        COLUMN(
                "problem.column",
                "the table has no such column",
                "`/api/schema/SCHEMA/TABLE` has all"),
        /** The value is of the column's type. */
        TYPE(
                "problem.type",
                "the value is not of the column's type",
                "send one that is: a text is no number, 2.5 no whole number"),
        /** The text is short enough. */
        LENGTH("problem.length", "the text is too long", "shorten it"),
        /** The number lies in the range of the column's type. */
        RANGE(
                "problem.range",
                "the number does not fit the column's type",
                "look at its unit and its column"),
        /** The number is finite, or NaN where that can be measured. */
        FINITE("problem.finite", "the number is infinite", "leave it out, or send null or NaN"),
        /** The unit can be converted to the column's. */
        UNIT(
                "problem.unit",
                "the unit is none, or cannot be converted to the column's",
                "take one of the same kind"),
        /** The text has only characters that can be kept. */
        TEXT(
                "problem.text",
                "the text holds a character that cannot be kept",
                "U+0000 and halves of characters are none"),
        /** The column holds a value. */
        MISSING(
                "problem.missing",
                "the column must hold a value, and has none",
                "name it, and not null"),
        /** The key is complete. */
        KEY("problem.key", "the key is not complete", "name each of its columns"),
        /** The row it refers to is there. */
        PARENT(
                "problem.parent",
                "the row that it refers to is not there",
                "write that first, or in the same request"),
        /** A row, or a column of a row, is named once in a request. */
        DUPLICATE(
                "problem.duplicate",
                "a row is twice in the request, or a column twice in a row",
                "join them"),
        /** No other row has the same. */
        UNIQUE("problem.unique", "another row has the same, and must not", "change one of them"),
        /** No other row holds for part of the same range. */
        OVERLAP(
                "problem.overlap",
                "another row holds for a part of the same range",
                "end that one first"),
        /** A condition that the table's schema makes. */
        CONDITION(
                "problem.condition",
                "a condition of the table's schema is not fulfilled; it is told",
                "send a value that fulfils it"),
        /** A row is withdrawn by its key alone. */
        WITHDRAWAL(
                "problem.withdrawal", "a withdrawal names more than the key", "name the key alone"),
        /** The value is what is known already. */
        KNOWN(
                "problem.known",
                "the value contradicts what is known of the observation",
                "leave it out, or name the right row");

        private final Explanation explanation;

        Kind(String code, String means, String remedy) {
            this.explanation = new Explanation(FailureKind.REFUSED, code, means, remedy);
        }

        @Override
        public Explanation explanation() {
            return explanation;
        }
    }

    /** In words. */
    @Override
    public String toString() {
        return words;
    }
}
