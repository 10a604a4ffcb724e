package org.platebook.store.upkeep;

import org.jspecify.annotations.Nullable;

/**
 * How long things are kept, and how far ahead partitions are made.
 *
 * @param requestDays days for which the answers of requests with an idempotency key are kept, 1 or
 *     more; null for ever
 * @param auditDays days for which the audit is kept, 1 or more; null for ever
 * @param finishedWorkDays days for which finished work is listed, 1 or more; null for ever
 * @param partitionsAheadMonths calendar months after the present one for which partitions are made
 *     ahead, 0 or more
 */
public record UpkeepAges(
        @Nullable Integer requestDays,
        @Nullable Integer auditDays,
        @Nullable Integer finishedWorkDays,
        int partitionsAheadMonths) {}
