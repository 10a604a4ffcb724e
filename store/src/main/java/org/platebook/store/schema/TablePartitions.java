package org.platebook.store.schema;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.model.felis.Partitioning;
import org.platebook.model.felis.Partitioning.Part;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.model.record.TableName;
import org.platebook.store.database.UncheckedSql;
import org.platebook.store.sql.SqlText;

import java.sql.SQLException;
import java.util.Comparator;
import java.util.Set;

/**
 * The partitions of tables that are partitioned by range, made when the first row of each comes.
 */
public final class TablePartitions {

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

    private static final String TELL =
            """
            insert into platebook.partitioning (schema_name, table_name, width)
            values (:schema, :table, :width)
            on conflict (schema_name, table_name) do update set width = excluded.width
            """;

    private static final String FORGET =
            """
            delete from platebook.partitioning
            where schema_name = :schema and not table_name = any (:tables)
            """;

    private static final String PARTS =
            """
            select c.relname, pg_get_expr(c.relpartbound, c.oid)
            from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = cast(:table as regclass) and c.relpartbound is not null
            order by 1
            """;

    private TablePartitions() {}

    /**
     * Makes sure that rows have partitions to go to.
     *
     * <p>Safe while others do the same, and readers are not held up. Call it before the transaction
     * writes anything: a new partition waits for writers of the tables that its foreign keys point
     * to.
     */
    public static void ensureAll(Handle handle, TableName table, Set<Part> parts) {
        parts.stream()
                .sorted(Comparator.comparing(Part::name))
                .forEach(part -> ensure(handle, table, part.name(), bound(part)));
    }

    /** Makes sure that a table has the partitions of another one that is partitioned alike. */
    static void ensureAlike(Handle handle, TableName table, TableName other) {
        handle.createQuery(PARTS)
                .bind("table", quoted(other))
                .map((row, _) -> new String[] {row.getString(1), row.getString(2)})
                .list()
                .forEach(
                        part ->
                                ensure(
                                        handle,
                                        table,
                                        part[0].substring(other.table().length() + 1),
                                        part[1]));
    }

    /** Says how wide the partitions of a schema's tables are, to those who make them. */
    static void tell(Handle handle, Schema schema) {
        var name = SqlText.stored(schema.name());
        handle.createUpdate(FORGET)
                .bind("schema", name)
                .bind(
                        "tables",
                        schema.tables().stream()
                                .filter(table -> width(table) != null)
                                .map(table -> SqlText.stored(table.name()))
                                .toArray(String[]::new))
                .execute();
        for (var table : schema.tables()) {
            var width = width(table);
            if (width != null) {
                handle.createUpdate(TELL)
                        .bind("schema", name)
                        .bind("table", SqlText.stored(table.name()))
                        .bind("width", width)
                        .execute();
            }
        }
    }

    private static @Nullable String width(Table table) {
        return switch (table.notes().partitioning()) {
            case null -> null;
            case Partitioning.ByDate(_, var width) -> width.word();
            case Partitioning.ByNumber(_, int values, _) -> Integer.toString(values);
            case Partitioning.ByHash _ -> null;
        };
    }

    private static void ensure(Handle handle, TableName table, String part, String bound) {
        var partition = table.table() + "_" + part;
        if (isThere(handle, table, partition)) {
            return;
        }
        handle.createQuery(LOCK)
                .bind("name", table.schema() + "." + partition)
                .mapTo(String.class)
                .one();
        if (!isThere(handle, table, partition)) {
            make(handle, table, partition, bound);
        }
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
    private static void make(Handle handle, TableName table, String partition, String bound) {
        var parent = quoted(table);
        var child = quoted(new TableName(table.schema(), partition));
        try (var statement = handle.getConnection().createStatement()) {
            statement.execute("create table %s (like %s including all)".formatted(child, parent));
            statement.execute(
                    "alter table %s attach partition %s %s".formatted(parent, child, bound));
        } catch (SQLException e) {
            throw new UncheckedSql(e);
        }
    }

    private static String bound(Part part) {
        return "for values from (%s) to (%s)"
                .formatted(
                        part.from() == null ? "minvalue" : SqlText.literal(part.from()),
                        part.until() == null ? "maxvalue" : SqlText.literal(part.until()));
    }

    private static String quoted(TableName table) {
        return SqlText.quoted(table.schema()) + "." + SqlText.quoted(table.table());
    }
}
