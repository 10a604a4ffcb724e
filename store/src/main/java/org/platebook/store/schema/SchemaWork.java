package org.platebook.store.schema;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Clash;
import org.platebook.model.failure.Failure;
import org.platebook.model.failure.Unreachable;
import org.platebook.model.felis.Schema;
import org.platebook.model.record.TableName;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseFailure;
import org.platebook.store.sql.SqlText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What schema changes leave to be finished: a list in the database, so that killing a program loses
 * nothing. One program at a time works it off. May be used by many threads.
 */
public final class SchemaWork {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaWork.class);

    private static final String LOCK = "hashtextextended('platebook.work', 0)";

    private static final String TRY_LOCK = "select pg_try_advisory_lock(" + LOCK + ")";

    /** Bounded by lock_timeout: waiting holds a snapshot, for which a concurrent index waits. */
    private static final String TAKE_LOCK = "select pg_advisory_lock(" + LOCK + ")::text";

    private static final String LEAVE_LOCK = "select pg_advisory_unlock(" + LOCK + ")";

    /**
     * A program that is killed cannot end its statement; so the server looks whether it is there.
     */
    private static final String END_WITH_CLIENT = "set client_connection_check_interval = '2s'";

    private static final String COLUMNS =
            """
            select work_id, schema_name, table_name, kind, object_name, wanted_at, attempts,
                failed_at, failure, finished_at
            from platebook.work
            """;

    private static final String OPEN = COLUMNS + "where finished_at is null order by work_id";

    private static final String OPEN_OF_SCHEMA =
            COLUMNS + "where finished_at is null and schema_name = :schema order by work_id";

    /** What failed is tried again after a minute, then twice as long each time, up to a day. */
    private static final String DUE =
            COLUMNS
                    + """
                    where finished_at is null
                        and (failed_at is null or failed_at
                            + least(interval '1 minute' * power(2, least(attempts, 12) - 1), interval '1 day')
                            <= cast(:now as timestamptz))
                    order by work_id
                    """;

    private static final String NEWEST =
            COLUMNS + "order by finished_at desc nulls first, work_id desc limit :limit";

    private static final String BEGIN =
            """
            update platebook.work set attempts = attempts + 1
            where work_id = :id and finished_at is null
            """;

    private static final String FINISHED =
            """
            update platebook.work set finished_at = clock_timestamp(), failed_at = null, failure = null
            where work_id = :id
            """;

    private static final String FAILED =
            """
            update platebook.work set failed_at = clock_timestamp(), failure = :failure
            where work_id = :id
            """;

    private static final String COUNT =
            """
            select count(*) as left_over, count(*) filter (where failure is not null) as failing
            from platebook.work where finished_at is null
            """;

    private static final String RUNNING =
            """
            select c.relname, p.phase,
                coalesce(round(100.0 * p.blocks_done / nullif(p.blocks_total, 0)), 0)::int as percent
            from pg_stat_progress_create_index p join pg_class c on c.oid = p.relid
            where p.datname = current_database()
            """;

    private final Database database;
    private final SchemaCatalog catalog;
    private final LockRetries patience;

    public SchemaWork(Database database, SchemaCatalog catalog) {
        this(database, catalog, new LockRetries());
    }

    SchemaWork(Database database, SchemaCatalog catalog, LockRetries patience) {
        this.database = database;
        this.catalog = catalog;
        this.patience = patience;
    }

    /**
     * How much there is to do.
     *
     * @param left entries that are open
     * @param failing those of them whose last attempt failed
     */
    public record Left(long left, long failing) {}

    /**
     * An index that is being built now.
     *
     * @param table table or partition that is read
     * @param phase in PostgreSQL's words
     * @param percent of the blocks of this phase
     */
    public record Building(String table, String phase, int percent) {}

    /** How much there is to do. */
    public Left left() {
        return database.own(
                handle ->
                        handle.createQuery(COUNT)
                                .map((row, _) -> new Left(row.getLong(1), row.getLong(2)))
                                .one());
    }

    /** What is open, then what was finished last. */
    public List<WorkItem> newest(int limit) {
        return database.own(
                handle ->
                        handle.createQuery(NEWEST)
                                .bind("limit", limit)
                                .map((row, _) -> item(row))
                                .list());
    }

    /** Indexes that are being built now, by anybody. */
    public List<Building> building() {
        return database.own(
                handle ->
                        handle.createQuery(RUNNING)
                                .map(
                                        (row, _) ->
                                                new Building(
                                                        row.getString(1),
                                                        row.getString(2),
                                                        row.getInt(3)))
                                .list());
    }

    /**
     * Lists what no change listed: what an earlier release left, or what somebody dropped by hand.
     *
     * @return how many entries are new
     */
    public int lookForMore() {
        catalog.refresh();
        int added = 0;
        for (var schema : catalog.schemas()) {
            added += database.write(handle -> new Unfinished(handle, schema).list());
        }
        return added;
    }

    /**
     * Works off what is due. Failures stay in the list with their reasons, and are tried again
     * later. Does nothing where another program does it.
     *
     * @return how many entries were finished
     * @throws Unreachable when the database does not answer
     */
    public int workOff(Instant now) {
        return whereFree(
                handle ->
                        handle.createQuery(DUE)
                                .bind("now", now.atOffset(ZoneOffset.UTC))
                                .map((row, _) -> item(row))
                                .list());
    }

    /** The same for all that is open, also what failed a moment ago. */
    public int workOffAll() {
        return whereFree(handle -> handle.createQuery(OPEN).map((row, _) -> item(row)).list());
    }

    /**
     * Works off what a change of one schema left, and waits for others that are at work. Where they
     * are for minutes, it is left to them.
     *
     * @throws RuntimeException the first reason why an entry failed; the others are done
     */
    void workOff(Schema schema) {
        var failures =
                database.each(
                        handle -> {
                            var items = open(handle, schema);
                            return items.isEmpty() || !isTaken(handle)
                                    ? List.<RuntimeException>of()
                                    : locked(handle, items).failures();
                        });
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    private int whereFree(Function<Handle, List<WorkItem>> wanted) {
        catalog.refresh();
        return database.each(
                handle -> {
                    var items = wanted.apply(handle);
                    var isFree =
                            !items.isEmpty()
                                    && handle.createQuery(TRY_LOCK).mapTo(Boolean.class).one();
                    return isFree ? locked(handle, items).finished() : 0;
                });
    }

    private static List<WorkItem> open(Handle handle, Schema schema) {
        return handle.createQuery(OPEN_OF_SCHEMA)
                .bind("schema", SqlText.stored(schema.name()))
                .map((row, _) -> item(row))
                .list();
    }

    private boolean isTaken(Handle handle) {
        try {
            return patience.until(
                    () -> {
                        handle.execute(LockRetries.SHORT_WAIT);
                        handle.createQuery(TAKE_LOCK).mapTo(String.class).one();
                        return true;
                    });
        } catch (Clash busy) {
            LOG.info("another program builds indexes; what this change left is on the list");
            return false;
        }
    }

    /** How a run ended. */
    private record Run(int finished, List<RuntimeException> failures) {}

    private Run locked(Handle handle, List<WorkItem> items) {
        try {
            handle.execute(END_WITH_CLIENT);
            int finished = 0;
            var failures = new ArrayList<RuntimeException>();
            for (var item : items) {
                var failure = tried(handle, item);
                if (failure == null) {
                    finished++;
                } else {
                    failures.add(failure);
                }
            }
            return new Run(finished, failures);
        } finally {
            handle.execute("reset client_connection_check_interval");
            handle.execute("reset lock_timeout");
            handle.createQuery(LEAVE_LOCK).mapTo(Boolean.class).one();
        }
    }

    /** Does one thing, unless somebody did it since it was looked up. */
    private @Nullable RuntimeException tried(Handle handle, WorkItem item) {
        if (handle.createUpdate(BEGIN).bind("id", item.id()).execute() == 0) {
            return null;
        }
        try {
            var schema = catalog.schema(item.table().schema());
            if (schema.isPresent()) {
                var statements = new Finish(handle, patience).finish(schema.get(), item);
                SchemaEvents.finished(handle, schema.get(), statements);
            }
            handle.createUpdate(FINISHED).bind("id", item.id()).execute();
            return null;
        } catch (JdbiException | Failure e) {
            return failed(handle, item, DatabaseFailure.of(e));
        }
    }

    private static RuntimeException failed(Handle handle, WorkItem item, RuntimeException reason) {
        if (reason instanceof Unreachable) {
            throw reason;
        }
        LOG.atWarn()
                .addKeyValue("table", item.table().toString())
                .addKeyValue("name", item.name())
                .setCause(reason)
                .log("an index or constraint could not be finished; it is tried again later");
        handle.createUpdate(FAILED)
                .bind("id", item.id())
                .bind("failure", sentence(reason))
                .execute();
        return reason;
    }

    private static String sentence(RuntimeException reason) {
        return reason instanceof Failure failure
                ? failure.text()
                : String.valueOf(reason.getMessage());
    }

    private static WorkItem item(ResultSet row) throws SQLException {
        return new WorkItem(
                row.getLong("work_id"),
                new TableName(row.getString("schema_name"), row.getString("table_name")),
                WorkItem.Kind.of(row.getString("kind")),
                row.getString("object_name"),
                row.getTimestamp("wanted_at").toInstant(),
                row.getInt("attempts"),
                instant(row.getTimestamp("failed_at")),
                row.getString("failure"),
                instant(row.getTimestamp("finished_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
