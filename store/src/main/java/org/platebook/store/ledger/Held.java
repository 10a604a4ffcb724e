package org.platebook.store.ledger;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.BitSet;

/**
 * Rows of a batch that are there already, and held until the transaction ends.
 *
 * @param places places in the batch of the Records whose row is there
 * @param latest when the newest of those that other transactions wrote became known; null for none
 */
record Held(BitSet places, @Nullable Instant latest) {

    @Nullable Instant later(@Nullable Instant other) {
        if (latest == null) {
            return other;
        }
        return other == null || latest.isAfter(other) ? latest : other;
    }
}
