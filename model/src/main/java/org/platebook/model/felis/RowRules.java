package org.platebook.model.felis;

/** Which rows of a table those see that may see the table; the staff sees all. */
public sealed interface RowRules {

    /**
     * A rule for each role. Holders of data rights see also what the public sees.
     *
     * @param ofPublic which rows everybody sees
     * @param ofRights which rows holders of data rights see
     */
    record ByRole(RowRule ofPublic, RowRule ofRights) implements RowRules {}

    /**
     * The rows that belong to rows of another table that are seen.
     *
     * @param table another table of the schema
     * @param column the column that names its row, here and there
     */
    record As(String table, String column) implements RowRules {}
}
