package org.platebook.store.ledger;

import org.jspecify.annotations.Nullable;
import org.platebook.store.history.HistoryNames;
import org.platebook.store.ledger.TableShape.StoredColumn;

/** A column as PostgreSQL's catalog has it. */
record CatalogColumn(
        String name,
        String type,
        int typeModifier,
        boolean notNull,
        boolean hasDefault,
        boolean computed,
        @Nullable Integer keyPosition,
        boolean partitionedBy,
        @Nullable String xtype) {

    /** PostgreSQL adds the size of a length word to the length of a text. */
    private static final int LENGTH_WORD = 4;

    boolean isHidden() {
        return HistoryNames.isHidden(name);
    }

    int position() {
        return keyPosition == null ? Integer.MAX_VALUE : keyPosition;
    }

    StoredColumn stored(StoredType stored) {
        var longest =
                stored == StoredType.TEXT && typeModifier >= LENGTH_WORD
                        ? Integer.valueOf(typeModifier - LENGTH_WORD)
                        : null;
        return new StoredColumn(name, stored, longest, notNull, notNull && !hasDefault, xtype);
    }
}
