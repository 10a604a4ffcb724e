package org.platebook.store.upkeep;

import org.platebook.store.database.Database;
import org.platebook.store.history.HistoryNames;

import java.util.List;

/**
 * Keeps the statistics of partitioned tables: PostgreSQL's own daemon analyses each partition,
 * never the table as a whole (PostgreSQL 18 manual, section 24.1.3).
 */
final class PartitionStatistics {

    /**
     * Analysed when more than 50 rows and a tenth of all have changed since, as the daemon does
     * with other tables; and when the server has counted anew.
     */
    private static final String DUE =
            """
            select n.nspname as schema_name, c.relname as table_name,
                sum(s.n_tup_ins + s.n_tup_upd + s.n_tup_del)::bigint as changes
            from pg_partitioned_table p
            join pg_class c on c.oid = p.partrelid
            join pg_namespace n on n.oid = c.relnamespace
            join pg_inherits i on i.inhparent = c.oid
            join pg_stat_all_tables s on s.relid = i.inhrelid
            left join platebook.partition_statistics k
                on k.schema_name = n.nspname and k.table_name = c.relname
            where exists (
                select from platebook.schema_installed f
                where n.nspname in (f.schema_name, f.schema_name || '_history'))
            group by n.nspname, c.relname, k.changes
            having abs(sum(s.n_tup_ins + s.n_tup_upd + s.n_tup_del) - coalesce(k.changes, 0))
                > 50 + 0.1 * sum(s.n_live_tup)
            order by 1, 2
            """;

    private static final String DONE =
            """
            insert into platebook.partition_statistics (schema_name, table_name, analyzed_at, changes)
            values (:schema, :table, clock_timestamp(), :changes)
            on conflict (schema_name, table_name) do update
            set analyzed_at = excluded.analyzed_at, changes = excluded.changes
            """;

    private final Database database;

    PartitionStatistics(Database database) {
        this.database = database;
    }

    private record Due(String schema, String table, long changes) {}

    /**
     * Analyses what has changed enough.
     *
     * @return how many tables
     */
    int keep() {
        var due = due();
        for (var one : due) {
            database.each(
                    handle -> {
                        handle.execute(
                                "analyze only %s.%s"
                                        .formatted(
                                                HistoryNames.quoted(one.schema()),
                                                HistoryNames.quoted(one.table())));
                        return handle.createUpdate(DONE)
                                .bind("schema", one.schema())
                                .bind("table", one.table())
                                .bind("changes", one.changes())
                                .execute();
                    });
        }
        return due.size();
    }

    private List<Due> due() {
        return database.own(
                handle ->
                        handle.createQuery(DUE)
                                .map(
                                        (row, _) ->
                                                new Due(
                                                        row.getString(1),
                                                        row.getString(2),
                                                        row.getLong(3)))
                                .list());
    }
}
