package org.platebook.peers.consdb;

import org.platebook.http.access.Caller;
import org.platebook.model.felis.Schema;
import org.platebook.store.database.Database;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.sql.SqlText;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The instruments, tables and columns that a caller may read, as they are in the database at this
 * moment, so what is added is there without a restart.
 */
final class Relations {

    private static final String READABLE =
            """
            select n.nspname
            from pg_namespace as n
            where n.nspname = any (:names)
                and has_schema_privilege(n.oid, 'usage')
            """;

    private static final String TABLES =
            """
            select n.nspname || '.' || c.relname
            from pg_class as c
            join pg_namespace as n on n.oid = c.relnamespace
            where n.nspname = any (:schemas)
                and c.relkind in ('r', 'p', 'v', 'm')
                and not c.relispartition
                and has_schema_privilege(n.oid, 'usage')
                and has_any_column_privilege(c.oid, 'select')
            order by 1
            """;

    private static final String COLUMNS =
            """
            select a.attname, format_type(a.atttypid, a.atttypmod) as type, col_description(c.oid, a.attnum) as doc
            from pg_class as c
            join pg_namespace as n on n.oid = c.relnamespace
            join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where n.nspname = :schema
                and c.relname = :table
                and c.relkind in ('r', 'p', 'v', 'm')
                and has_column_privilege(c.oid, a.attnum, 'select')
                and a.attname !~ '^_'
            order by a.attnum
            """;

    private final Database database;
    private final SchemaCatalog catalog;

    Relations(Database database, SchemaCatalog catalog) {
        this.database = database;
        this.catalog = catalog;
    }

    /** Names of instruments in lower case, as in "latiss". */
    List<String> instruments(Caller caller) {
        catalog.refresh();
        var schemas = new TreeMap<String, String>();
        for (var schema : catalog.schemas()) {
            WireNames.instrument(schema)
                    .ifPresent(name -> schemas.putIfAbsent(name, SqlText.stored(schema.name())));
        }
        var readable =
                database.reader(caller.role())
                        .read(
                                handle ->
                                        handle.createQuery(READABLE)
                                                .bind(
                                                        "names",
                                                        schemas.values().toArray(String[]::new))
                                                .mapTo(String.class)
                                                .set());
        schemas.values().retainAll(readable);
        return List.copyOf(schemas.keySet());
    }

    /**
     * The schema of an instrument.
     *
     * @param instrument one of all
     */
    Schema schema(String instrument) {
        return catalog.schemas().stream()
                .filter(
                        schema ->
                                WireNames.instrument(schema).filter(instrument::equals).isPresent())
                .findFirst()
                .orElseThrow();
    }

    /**
     * The instrument of this name.
     *
     * @throws WireFault when there is none
     */
    String instrument(Caller caller, String name) {
        var all = instruments(caller);
        var folded = name.toLowerCase(Locale.ROOT);
        if (!all.contains(folded)) {
            throw WireFault.invalid("instrument", name, all);
        }
        return folded;
    }

    /** Names of tables and views of an instrument with their schema. */
    List<String> tables(Caller caller, String instrument) {
        return database.reader(caller.role())
                .read(
                        handle ->
                                handle.createQuery(TABLES)
                                        .bind(
                                                "schemas",
                                                new String[] {
                                                    SqlText.stored(schema(instrument).name()),
                                                    WireNames.telemetry(instrument)
                                                })
                                        .mapTo(String.class)
                                        .list());
    }

    /**
     * A table's name with its schema.
     *
     * @param name in any case, with its schema or without
     */
    String qualified(String instrument, String name) {
        var folded = name.toLowerCase(Locale.ROOT);
        return folded.contains(".")
                ? folded
                : SqlText.stored(schema(instrument).name()) + "." + folded;
    }

    /**
     * Columns of a table, each with its type and description.
     *
     * @throws WireFault when there is no such table
     */
    Map<String, List<String>> columns(Caller caller, String instrument, String table) {
        var qualified = qualified(instrument, table);
        var tables = tables(caller, instrument);
        if (!tables.contains(qualified)) {
            throw WireFault.invalid("table", qualified, tables);
        }
        int dot = qualified.indexOf('.');
        return database.reader(caller.role())
                .read(
                        handle ->
                                handle.createQuery(COLUMNS)
                                        .bind("schema", qualified.substring(0, dot))
                                        .bind("table", qualified.substring(dot + 1))
                                        .reduceRows(
                                                new LinkedHashMap<String, List<String>>(),
                                                (columns, row) -> {
                                                    var doc = row.getColumn("doc", String.class);
                                                    columns.put(
                                                            row.getColumn("attname", String.class),
                                                            List.of(
                                                                    TypeName.of(
                                                                            row.getColumn(
                                                                                    "type",
                                                                                    String.class)),
                                                                    doc == null ? "" : doc));
                                                    return columns;
                                                }));
    }
}
