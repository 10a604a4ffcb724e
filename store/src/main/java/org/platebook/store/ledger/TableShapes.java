package org.platebook.store.ledger;

import org.jdbi.v3.core.Handle;
import org.platebook.model.record.TableName;
import org.platebook.store.ledger.TableShape.StoredColumn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Looks up the installed tables in PostgreSQL's catalog, and remembers them. */
final class TableShapes {

    /** The columns in which the applier keeps what it needs to know of a row; hidden from TAP. */
    static final String RECORD_ID = "_record_id";

    static final String KNOWN_FROM = "_known_from";

    private static final Set<String> NOT_OURS =
            Set.of("platebook", "tap_schema", "sky", "public", "pg_catalog", "information_schema");

    private static final String COLUMNS =
            """
            select a.attname, t.typname, a.atttypmod, a.attnotnull,
                a.atthasdef or a.attidentity <> '' as has_default,
                a.attgenerated <> '' or a.attidentity = 'a' as computed,
                array_position(i.indkey::int2[], a.attnum) as key_position,
                a.attnum = any (p.partattrs::int2[]) as partitioned_by
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            join pg_type t on t.oid = a.atttypid
            left join pg_index i on i.indrelid = c.oid and i.indisprimary
            left join pg_partitioned_table p on p.partrelid = c.oid
            where n.nspname = :schema
              and c.relname = :table
              and c.relkind in ('r', 'p')
            order by a.attnum
            """;

    private final Map<TableName, TableShape> known = new ConcurrentHashMap<>();

    /** The table of this name; empty where no such table can be written. */
    Optional<TableShape> find(Handle handle, TableName name) {
        var found = known.get(name);
        return found != null ? Optional.of(found) : load(handle, name);
    }

    /** The table of this name, looked up anew: it may have changed. */
    Optional<TableShape> reload(Handle handle, TableName name) {
        known.remove(name);
        return load(handle, name);
    }

    /** Forgets all tables: some may have changed. */
    void forget() {
        known.clear();
    }

    private Optional<TableShape> load(Handle handle, TableName name) {
        if (NOT_OURS.contains(name.schema())) {
            return Optional.empty();
        }
        var columns = columns(handle, name);
        if (columns.stream().noneMatch(column -> column.keyPosition() != null)) {
            return Optional.empty();
        }
        if (columns.stream().noneMatch(column -> column.name().equals(RECORD_ID))) {
            addBookkeeping(handle, name);
        }
        var shape = shape(name, columns);
        known.put(name, shape);
        return Optional.of(shape);
    }

    private static List<CatalogColumn> columns(Handle handle, TableName name) {
        return handle.createQuery(COLUMNS)
                .bind("schema", name.schema())
                .bind("table", name.table())
                .map(
                        (row, _) ->
                                new CatalogColumn(
                                        row.getString("attname"),
                                        row.getString("typname"),
                                        row.getInt("atttypmod"),
                                        row.getBoolean("attnotnull"),
                                        row.getBoolean("has_default"),
                                        row.getBoolean("computed"),
                                        row.getObject("key_position", Integer.class),
                                        row.getBoolean("partitioned_by")))
                .list();
    }

    /** The one place that says what the applier keeps of each row; history will stand on it. */
    private static void addBookkeeping(Handle handle, TableName name) {
        handle.execute(
                """
                alter table %s.%s
                    add column if not exists %s uuid,
                    add column if not exists %s timestamptz not null default now()
                """
                        .formatted(
                                TableShape.quoted(name.schema()),
                                TableShape.quoted(name.table()),
                                RECORD_ID,
                                KNOWN_FROM));
    }

    private static TableShape shape(TableName name, List<CatalogColumn> catalog) {
        var columns = new LinkedHashMap<String, StoredColumn>();
        var key = new ArrayList<CatalogColumn>();
        String partitionedBy = null;
        for (var column : catalog) {
            if (column.keyPosition() != null) {
                key.add(column);
            }
            if (column.partitionedBy()) {
                partitionedBy = column.name();
            }
            if (!column.computed() && !column.isBookkeeping()) {
                StoredType.ofCatalog(column.type())
                        .ifPresent(type -> columns.put(column.name(), column.stored(type)));
            }
        }
        key.sort(Comparator.comparingInt(CatalogColumn::position));
        for (var column : key) {
            var stored = columns.get(column.name());
            if (stored == null || !stored.type().canBeKey()) {
                throw new IllegalStateException(
                        "%s has a key column %s of type %s, which cannot be written"
                                .formatted(name, column.name(), column.type()));
            }
        }
        return new TableShape(
                name, columns, key.stream().map(CatalogColumn::name).toList(), partitionedBy);
    }
}
