package org.platebook.model.felis;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What the rows of a table must fulfil beyond its key. */
public sealed interface Constraint {

    /** Its name, unique in the schema. */
    String name();

    /** Felis identifier. */
    String id();

    /** What it is good for. */
    @Nullable String description();

    /** When it is checked. */
    Timing timing();

    /** When the database checks a constraint. */
    enum Timing {
        /** After each statement, always. */
        IMMEDIATE,
        /** After each statement, unless a transaction puts it off. */
        DEFERRABLE,
        /** At commit, unless a transaction wants it earlier. */
        DEFERRED
    }

    /**
     * No two rows hold the same values.
     *
     * @param columns names of the columns of this table
     */
    record Unique(
            String name,
            String id,
            @Nullable String description,
            Timing timing,
            List<String> columns)
            implements Constraint {

        public Unique {
            columns = List.copyOf(columns);
        }
    }

    /**
     * A condition on each row.
     *
     * @param expression condition in SQL
     */
    record Check(
            String name, String id, @Nullable String description, Timing timing, String expression)
            implements Constraint {}

    /**
     * Each row points to a row of another table, or of the same.
     *
     * @param columns names of the columns of this table
     * @param targetTable name of the table pointed to
     * @param targetColumns names of its columns, in the same order
     * @param onDelete what happens when the row pointed to goes, as in "CASCADE"; null for NO
     *     ACTION
     * @param onUpdate what happens when the values pointed to change; null for NO ACTION
     */
    record ForeignKey(
            String name,
            String id,
            @Nullable String description,
            Timing timing,
            List<String> columns,
            String targetTable,
            List<String> targetColumns,
            @Nullable String onDelete,
            @Nullable String onUpdate)
            implements Constraint {

        public ForeignKey {
            columns = List.copyOf(columns);
            targetColumns = List.copyOf(targetColumns);
        }
    }
}
