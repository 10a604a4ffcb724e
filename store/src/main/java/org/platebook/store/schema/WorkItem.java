package org.platebook.store.schema;

import org.jspecify.annotations.Nullable;
import org.platebook.model.record.TableName;

import java.time.Instant;
import java.util.Locale;

/**
 * One thing that a schema change leaves to be finished.
 *
 * @param id number in the list
 * @param table the table that is read for it
 * @param kind what is to be done
 * @param name of the index or constraint
 * @param wantedAt since when it is wanted
 * @param attempts how often it was begun
 * @param failedAt when the last attempt failed; null where none did
 * @param failure why it failed; null where none did
 * @param finishedAt when it was done, or found to be wanted no more; null while it is open
 */
public record WorkItem(
        long id,
        TableName table,
        Kind kind,
        String name,
        Instant wantedAt,
        int attempts,
        @Nullable Instant failedAt,
        @Nullable String failure,
        @Nullable Instant finishedAt) {

    /** What is to be done. */
    public enum Kind {
        /** An index is built. */
        INDEX,
        /** A unique constraint is made, with its index. */
        UNIQUE,
        /** A constraint that holds for new rows is checked against the others. */
        VALIDATION;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
