package org.platebook.model.felis;

import org.jspecify.annotations.Nullable;

/**
 * What Platebook's own annotations (the key {@code platebook:}) say of a table.
 *
 * @param source the one source that fills it, as in "headers"; null where any may
 * @param level what its rows stand for, as in "exposure", "visit", "exposure_detector"; null where
 *     not told
 * @param isFirst whether it is said to be the first table of its level, the one that has the row of
 *     each thing; see {@link Levels}
 * @param visibility who may see it
 * @param partitioning how its rows are divided among partitions; null where they are not
 * @param view the query that defines it; null for a table that is stored
 * @param rows which of its rows are seen by whom; null where all are by all that see the table
 * @param valid from where to where each row holds; null where rows hold for no range
 */
public record TableNotes(
        @Nullable String source,
        @Nullable String level,
        boolean isFirst,
        Visibility visibility,
        @Nullable Partitioning partitioning,
        @Nullable String view,
        @Nullable RowRules rows,
        @Nullable ValidRange valid) {

    /** For a table of which nothing is told: any source, and only staff sees it. */
    public static final TableNotes NONE = new TableNotes(null, null, Visibility.STAFF, null, null);

    /**
     * For a table that joins the first one of its level, all of whose rows are seen by all that see
     * it.
     */
    public TableNotes(
            @Nullable String source,
            @Nullable String level,
            Visibility visibility,
            @Nullable Partitioning partitioning,
            @Nullable String view) {
        this(source, level, false, visibility, partitioning, view, null, null);
    }

    /** The column by which it is partitioned; null where it is not. */
    public @Nullable String partitionedBy() {
        return partitioning == null ? null : partitioning.column();
    }
}
