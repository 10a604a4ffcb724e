package org.platebook.store.ledger;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * What made a row what it is.
 *
 * @param recordId the Record; null where the row was not written by the ledger
 * @param knownFrom since when it is known so
 * @param source source of the Record
 */
public record RowVersion(@Nullable UUID recordId, Instant knownFrom, String source) {}
