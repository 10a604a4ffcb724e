package org.platebook.store.shape;

import org.jdbi.v3.core.Handle;
import org.platebook.model.felis.Partitioning;
import org.platebook.model.record.TableName;
import org.platebook.store.history.HistoryNames;
import org.platebook.store.history.Twins;
import org.platebook.store.shape.TableShape.StoredColumn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Looks up the installed tables in PostgreSQL's catalog, and remembers them. */
public final class TableShapes {

    private static final Set<String> NOT_OURS =
            Set.of("platebook", "tap_schema", "sky", "public", "pg_catalog", "information_schema");

    private static final String COLUMNS =
            """
            select a.attname, t.typname, a.atttypmod, a.attnotnull,
                a.atthasdef or a.attidentity <> '' as has_default,
                a.attgenerated <> '' or a.attidentity = 'a' as computed,
                array_position(i.indkey::int2[], a.attnum) as key_position,
                case when a.attnum = any (p.partattrs::int2[]) and p.partstrat = 'r'
                    then coalesce(w.width, 'month') end as partition_width,
                d.xtype
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            join pg_type t on t.oid = a.atttypid
            left join pg_index i on i.indrelid = c.oid and i.indisprimary
            left join pg_partitioned_table p on p.partrelid = c.oid
            left join platebook.partitioning w
                on w.schema_name = n.nspname and w.table_name = c.relname
            left join tap_schema.columns d
                on d.table_name = n.nspname || '.' || c.relname
                and d.column_name = a.attname
            where n.nspname = :schema
              and c.relname = :table
              and c.relkind in ('r', 'p')
            order by a.attnum
            """;

    private final Map<TableName, TableShape> known = new ConcurrentHashMap<>();
    private final long installations;

    /**
     * @param installations how many installations of schemas there were when the tables are looked
     *     up; after another one they may not be as they were
     */
    public TableShapes(long installations) {
        this.installations = installations;
    }

    /** The same, with nothing looked up yet: some may have changed. */
    public TableShapes anew() {
        return new TableShapes(installations);
    }

    public long installations() {
        return installations;
    }

    /** The table of this name; empty where no such table can be written. */
    public Optional<TableShape> find(Handle handle, TableName name) {
        var found = known.get(name);
        return found != null ? Optional.of(found) : load(handle, name);
    }

    /** The table of this name, looked up anew: it may have changed. */
    public Optional<TableShape> reload(Handle handle, TableName name) {
        known.remove(name);
        return load(handle, name);
    }

    private Optional<TableShape> load(Handle handle, TableName name) {
        var found = inCatalog(handle, name);
        found.ifPresent(
                shape -> {
                    Twins.ensure(handle, name);
                    known.put(name, shape);
                });
        return found;
    }

    /** The table of this name, whether or not it has a history. */
    public static Optional<TableShape> inCatalog(Handle handle, TableName name) {
        if (NOT_OURS.contains(name.schema()) || HistoryNames.isHistory(name.schema())) {
            return Optional.empty();
        }
        var columns = columns(handle, name);
        return columns.stream().anyMatch(column -> column.keyPosition() != null)
                ? Optional.of(shape(name, columns))
                : Optional.empty();
    }

    private static List<PostgresColumn> columns(Handle handle, TableName name) {
        return handle.createQuery(COLUMNS)
                .bind("schema", name.schema())
                .bind("table", name.table())
                .map(
                        (row, _) ->
                                new PostgresColumn(
                                        row.getString("attname"),
                                        row.getString("typname"),
                                        row.getInt("atttypmod"),
                                        row.getBoolean("attnotnull"),
                                        row.getBoolean("has_default"),
                                        row.getBoolean("computed"),
                                        row.getObject("key_position", Integer.class),
                                        row.getString("partition_width"),
                                        row.getString("xtype")))
                .list();
    }

    private static TableShape shape(TableName name, List<PostgresColumn> catalog) {
        var columns = new LinkedHashMap<String, StoredColumn>();
        var every = new ArrayList<String>();
        var key = new ArrayList<PostgresColumn>();
        Partitioning partitioning = null;
        for (var column : catalog) {
            if (column.keyPosition() != null) {
                key.add(column);
            }
            if (!column.isHidden()) {
                every.add(column.name());
            }
            if (column.partitioning() != null) {
                partitioning = column.partitioning();
            }
            if (!column.computed() && !column.isHidden()) {
                StoredType.ofCatalog(column.type())
                        .ifPresent(type -> columns.put(column.name(), column.stored(type)));
            }
        }
        key.sort(Comparator.comparingInt(PostgresColumn::position));
        for (var column : key) {
            var stored = columns.get(column.name());
            if (stored == null || !stored.type().canBeKey()) {
                throw new IllegalStateException(
                        "%s has a key column %s of type %s, which cannot be written"
                                .formatted(name, column.name(), column.type()));
            }
        }
        return new TableShape(
                name,
                columns,
                every,
                key.stream().map(PostgresColumn::name).toList(),
                partitioning);
    }
}
