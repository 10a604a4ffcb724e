package org.platebook.store.schema;

import org.jdbi.v3.core.Handle;
import org.platebook.model.failure.Refused;
import org.platebook.model.record.TableName;
import org.platebook.store.database.UncheckedSql;

import java.sql.SQLException;
import java.util.Set;

/**
 * The partitions of tables that are partitioned by observing day: one for each calendar month, made
 * when the first row of the month comes.
 *
 * <p>Months, because ten years of days would be thousands of partitions, each of which every query
 * without a day has to look at.
 */
public final class Partitions {

    private static final int DAYS = 100;
    private static final int MONTHS = 12;
    private static final int FIRST_DAY = 1000_01_01;
    private static final int LAST_DAY = 9999_12_31;
    private static final int LONGEST_MONTH = 31;

    private static final String IS_THERE =
            """
            select exists (
                select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = :schema and c.relname = :partition)
            """;

    private static final String LOCK =
            """
            select pg_advisory_xact_lock(hashtextextended(:name, 0))::text
            """;

    private Partitions() {}

    /**
     * Makes sure that rows of an observing day have a partition to go to.
     *
     * <p>Safe while others do the same, and readers are not held up. Call it before the transaction
     * writes anything: a new partition waits for writers of the tables that its foreign keys point
     * to.
     *
     * @param table a table partitioned by observing day
     * @param dayObs observing day, yyyymmdd
     * @throws Refused partition.day when the day is no yyyymmdd
     */
    public static void ensure(Handle handle, TableName table, int dayObs) {
        var month = dayObs / DAYS;
        if (!isDay(dayObs)) {
            throw new Refused(
                    "partition.day",
                    "observing day %s of %s must be a day written as yyyymmdd"
                            .formatted(dayObs, table));
        }
        var partition = table.table() + "_" + month;
        if (isThere(handle, table, partition)) {
            return;
        }
        handle.createQuery(LOCK)
                .bind("name", table.schema() + "." + partition)
                .mapTo(String.class)
                .one();
        if (!isThere(handle, table, partition)) {
            make(handle, table, partition, month);
        }
    }

    /** Makes sure of all these days, the earliest first; see {@link #ensure}. */
    public static void ensureAll(Handle handle, TableName table, Set<Integer> daysObs) {
        daysObs.stream().sorted().forEach(day -> ensure(handle, table, day));
    }

    /**
     * Asks the tables of the catalogue: to_regclass() would answer from a cache, which may not yet
     * know what was made while this transaction waited for the lock.
     */
    private static boolean isThere(Handle handle, TableName table, String partition) {
        return handle.createQuery(IS_THERE)
                .bind("schema", SqlText.stored(table.schema()))
                .bind("partition", SqlText.stored(partition))
                .mapTo(Boolean.class)
                .one();
    }

    /**
     * Made apart and then attached: "create table … partition of" would lock the table against
     * readers (PostgreSQL 18 manual, section 5.12.2.2).
     */
    private static void make(Handle handle, TableName table, String partition, int month) {
        var schema = SqlText.quoted(table.schema());
        var parent = schema + "." + SqlText.quoted(table.table());
        var child = schema + "." + SqlText.quoted(partition);
        try (var statement = handle.getConnection().createStatement()) {
            statement.execute("create table %s (like %s including all)".formatted(child, parent));
            statement.execute(
                    "alter table %s attach partition %s for values from (%s) to (%s)"
                            .formatted(parent, child, firstDay(month), firstDay(following(month))));
        } catch (SQLException e) {
            throw new UncheckedSql(e);
        }
    }

    private static boolean isDay(int dayObs) {
        var month = dayObs / DAYS % DAYS;
        var day = dayObs % DAYS;
        return dayObs >= FIRST_DAY
                && dayObs <= LAST_DAY
                && month >= 1
                && month <= MONTHS
                && day >= 1
                && day <= LONGEST_MONTH;
    }

    private static int firstDay(int month) {
        return month * DAYS + 1;
    }

    private static int following(int month) {
        return month % DAYS == MONTHS ? month + DAYS - MONTHS + 1 : month + 1;
    }
}
