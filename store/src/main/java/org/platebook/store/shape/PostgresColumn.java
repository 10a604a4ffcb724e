package org.platebook.store.shape;

import org.jspecify.annotations.Nullable;
import org.platebook.model.felis.Partitioning;
import org.platebook.store.history.HistoryNames;
import org.platebook.store.shape.TableShape.StoredColumn;

/**
 * A column as PostgreSQL's catalog has it.
 *
 * @param partitionWidth how wide the ranges are by which it partitions the table; null where it
 *     partitions none, or by hash
 */
record PostgresColumn(
        String name,
        String type,
        int typeModifier,
        boolean notNull,
        boolean hasDefault,
        boolean computed,
        @Nullable Integer keyPosition,
        @Nullable String partitionWidth,
        @Nullable String xtype) {

    /** PostgreSQL adds the size of a length word to the length of a text. */
    private static final int LENGTH_WORD = 4;

    boolean isHidden() {
        return HistoryNames.isHidden(name);
    }

    int position() {
        return keyPosition == null ? Integer.MAX_VALUE : keyPosition;
    }

    /** How it divides the table among partitions; null where it does not. */
    @Nullable Partitioning partitioning() {
        if (partitionWidth == null) {
            return null;
        }
        return switch (partitionWidth) {
            case "day" -> new Partitioning.ByDate(name, Partitioning.Width.DAY);
            case "month" -> new Partitioning.ByDate(name, Partitioning.Width.MONTH);
            default ->
                    new Partitioning.ByNumber(name, Integer.parseInt(partitionWidth), greatest());
        };
    }

    private long greatest() {
        return switch (type) {
            case "int2" -> Short.MAX_VALUE;
            case "int4" -> Integer.MAX_VALUE;
            default -> Long.MAX_VALUE;
        };
    }

    StoredColumn stored(StoredType stored) {
        var longest =
                stored == StoredType.TEXT && typeModifier >= LENGTH_WORD
                        ? Integer.valueOf(typeModifier - LENGTH_WORD)
                        : null;
        return new StoredColumn(name, stored, longest, notNull, notNull && !hasDefault, xtype);
    }
}
