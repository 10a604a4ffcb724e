package org.platebook.store.upkeep;

import org.jspecify.annotations.Nullable;
import org.platebook.store.database.Database;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** Deletes what is old, some rows at a time, so that no transaction is long. */
final class Pruning {

    private static final int AT_ONCE = 10_000;

    private static final String REQUESTS =
            """
            delete from platebook.request where ctid = any (array(
                select ctid from platebook.request
                where answered_at < cast(:before as timestamptz) limit :most))
            """;

    private static final String AUDIT =
            """
            delete from platebook.audit where ctid = any (array(
                select ctid from platebook.audit
                where ended_at < cast(:before as timestamptz) limit :most))
            """;

    private static final String WORK =
            """
            delete from platebook.work where ctid = any (array(
                select ctid from platebook.work
                where finished_at < cast(:before as timestamptz) limit :most))
            """;

    private final Database database;
    private final Instant now;

    Pruning(Database database, Instant now) {
        this.database = database;
        this.now = now;
    }

    long requests(@Nullable Integer days) {
        return pruned(REQUESTS, days);
    }

    long audit(@Nullable Integer days) {
        return pruned(AUDIT, days);
    }

    long finishedWork(@Nullable Integer days) {
        return pruned(WORK, days);
    }

    private long pruned(String delete, @Nullable Integer days) {
        if (days == null) {
            return 0;
        }
        var before = now.minus(Duration.ofDays(days)).atOffset(ZoneOffset.UTC);
        long all = 0;
        int some;
        do {
            some =
                    database.own(
                            handle ->
                                    handle.createUpdate(delete)
                                            .bind("before", before)
                                            .bind("most", AT_ONCE)
                                            .execute());
            all += some;
        } while (some == AT_ONCE);
        return all;
    }
}
