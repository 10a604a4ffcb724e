package org.platebook.store.history;

import static org.platebook.store.history.HistoryNames.quoted;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.model.record.TableName;
import org.platebook.store.database.UncheckedSql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sees to it that every table has its history: hidden columns for the Record, the moment and the
 * source of each row, a twin with the closed versions, a view of all versions and a function that
 * gives the table as of a moment.
 *
 * <p>Decided by what is in the database, so that it brings any table with a primary key up to date,
 * however it was made and changed.
 */
public final class Twins {

    private static final String COLUMNS =
            """
            select n.nspname as schema_name, c.relname as table_name, a.attname as column_name,
                format_type(a.atttypid, a.atttypmod) as type,
                array_position(i.indkey::int2[], a.attnum) as key_position,
                case when a.attnum = any (p.partattrs::int2[]) then p.partstrat::text end as partitioned_by,
                case p.partstrat when 'h' then
                    (select count(*) from pg_inherits i where i.inhparent = c.oid) end as hash_parts
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            left join pg_index i on i.indrelid = c.oid and i.indisprimary
            left join pg_partitioned_table p on p.partrelid = c.oid
            where n.nspname = any (array[:schema, :history])
              and c.relkind in ('r', 'p', 'v')
              and not c.relispartition
              and (cast(:table as text) is null or c.relname = any (array[:table, :table || '_closed']))
            order by n.nspname, c.relname, a.attnum
            """;

    private static final String LOCK =
            "select 1 from pg_advisory_xact_lock(hashtextextended('platebook.twins.' || :schema, 0))";

    private Twins() {}

    /**
     * Brings the history of every table of a schema up to date.
     *
     * @return whether there was anything to do
     */
    public static boolean ensure(Handle handle, String schema) {
        return ensure(handle, schema, null);
    }

    /**
     * Brings the history of one table up to date.
     *
     * @return whether there was anything to do
     */
    public static boolean ensure(Handle handle, TableName table) {
        return ensure(handle, table.schema(), table.table());
    }

    /**
     * Takes away what stands in the way of dropping or retyping a column of a table; {@link
     * #ensure} makes it anew. The closed versions stay.
     */
    public static void release(Handle handle, TableName table) {
        handle.execute(
                """
                drop view if exists %s;
                drop view if exists %s.%s cascade;
                drop function if exists %s(timestamptz)
                """
                        .formatted(
                                quoted(HistoryNames.versions(table)),
                                quoted(HistoryNames.asOf(table.schema())),
                                quoted(table.table()),
                                quoted(HistoryNames.at(table))));
    }

    private static boolean ensure(Handle handle, String schema, @Nullable String table) {
        if (statements(handle, schema, table).isEmpty()) {
            return false;
        }
        handle.createQuery(LOCK).bind("schema", schema).mapTo(Integer.class).one();
        var statements = statements(handle, schema, table);
        if (statements.isEmpty()) {
            return true;
        }
        statements.addFirst("create schema if not exists " + quoted(HistoryNames.schema(schema)));
        statements.addFirst("create schema if not exists " + quoted(HistoryNames.asOf(schema)));
        try (var statement = handle.getConnection().createStatement()) {
            statement.execute(String.join(";\n", statements));
            return true;
        } catch (SQLException e) {
            throw new UncheckedSql(e);
        }
    }

    private static List<String> statements(Handle handle, String schema, @Nullable String table) {
        var found = found(handle, schema, table);
        var statements = new ArrayList<String>();
        for (var shape : found.values()) {
            if (shape.name().schema().equals(schema) && !shape.key().isEmpty()) {
                var closed = found.get(HistoryNames.closed(shape.name()));
                var versions = found.get(HistoryNames.versions(shape.name()));
                statements.addAll(new TwinSql(shape, closed, versions).statements());
            }
        }
        return statements;
    }

    private static Map<TableName, TwinShape> found(
            Handle handle, String schema, @Nullable String table) {
        var found = new LinkedHashMap<TableName, TwinShape>();
        handle.createQuery(COLUMNS)
                .bind("schema", schema)
                .bind("history", HistoryNames.schema(schema))
                .bind("table", table)
                .map(
                        (row, _) -> {
                            var name =
                                    new TableName(
                                            row.getString("schema_name"),
                                            row.getString("table_name"));
                            found.computeIfAbsent(name, TwinShape::new)
                                    .add(
                                            row.getString("column_name"),
                                            row.getString("type"),
                                            row.getObject("key_position", Integer.class),
                                            row.getString("partitioned_by"),
                                            row.getInt("hash_parts"));
                            return name;
                        })
                .list();
        return found;
    }
}
