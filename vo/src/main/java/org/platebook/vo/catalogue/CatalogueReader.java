package org.platebook.vo.catalogue;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.store.database.Reader;
import org.platebook.vo.catalogue.CatalogueColumn.Conversion;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Reads what a role may query: what TAP_SCHEMA describes (TAP 1.1, 4), the database holds and the
 * role may select.
 */
public final class CatalogueReader {

    private static final String SCHEMAS =
            """
            select schema_name, utype, description
            from tap_schema.schemas
            order by schema_index nulls last, schema_name
            """;

    private static final String COLUMNS =
            """
            select n.nspname as schema_name, r.relname as relation, t.table_type,
                t.utype as table_utype, t.description as table_description,
                a.attname as column_name, format_type(a.atttypid, null) as stored,
                c.datatype, c.arraysize, c.xtype, c.unit, c.ucd, c.utype, c.description,
                c.indexed, c.principal, c.std
            from tap_schema.tables t
            join tap_schema.columns c on c.table_name = t.table_name
            join pg_namespace n on n.nspname = t.schema_name
            join pg_class r on r.relnamespace = n.oid
                and replace(t.table_name, '"', '') in (r.relname, n.nspname || '.' || r.relname)
            join pg_attribute a on a.attrelid = r.oid
                and a.attnum > 0
                and not a.attisdropped
                and a.attname = replace(c.column_name, '"', '')
            where has_schema_privilege(n.oid, 'usage')
                and has_column_privilege(r.oid, a.attnum, 'select')
            order by n.nspname, t.table_index nulls last, r.relname,
                c.column_index nulls last, a.attnum
            """;

    private static final String SKY_KEYS =
            """
            select n.nspname || '.' || r.relname as qualified, a.attname as key
            from pg_attribute a
            join pg_class r on r.oid = a.attrelid and r.relkind in ('r', 'p') and not r.relispartition
            join pg_namespace n on n.oid = r.relnamespace
            where starts_with(a.attname::text, '_sky_')
                and a.attnum > 0
                and not a.attisdropped
                and has_schema_privilege(n.oid, 'usage')
                and has_column_privilege(r.oid, a.attnum, 'select')
            """;

    /** Reads the catalogue of the reader's role. */
    public Catalogue read(Reader reader) {
        return reader.read(this::read);
    }

    private Catalogue read(Handle handle) {
        var tables = tables(handle);
        var skyKeys =
                handle
                        .createQuery(SKY_KEYS)
                        .map((row, _) -> Map.entry(text(row, "qualified"), text(row, "key")))
                        .stream()
                        .collect(
                                Collectors.groupingBy(
                                        Map.Entry::getKey,
                                        Collectors.mapping(
                                                Map.Entry::getValue, Collectors.toList())));
        var keys =
                new KeyReader()
                        .read(
                                handle,
                                (table, column) -> {
                                    var described = tables.get(table);
                                    return described != null && described.has(column);
                                });
        var schemas =
                handle.createQuery(SCHEMAS)
                        .map(
                                (row, _) ->
                                        new CatalogueSchema(
                                                text(row, "schema_name"),
                                                row.getString("utype"),
                                                row.getString("description"),
                                                tablesOf(
                                                        text(row, "schema_name"),
                                                        tables,
                                                        keys,
                                                        skyKeys)))
                        .list();
        return new Catalogue(
                schemas.stream().filter(schema -> !schema.tables().isEmpty()).toList());
    }

    private static List<CatalogueTable> tablesOf(
            String schema,
            Map<String, Described> tables,
            Map<String, List<CatalogueTable.ForeignKey>> keys,
            Map<String, List<String>> skyKeys) {
        return tables.values().stream()
                .filter(table -> table.schema().equals(schema))
                .map(
                        table ->
                                table.with(
                                        keys.getOrDefault(table.qualifiedName(), List.of()),
                                        skyKeys.getOrDefault(table.qualifiedName(), List.of())))
                .toList();
    }

    /** A table whose columns are still being read. */
    private record Described(
            String schema,
            String name,
            String kind,
            @Nullable String utype,
            @Nullable String description,
            List<CatalogueColumn> columns) {

        String qualifiedName() {
            return schema + "." + name;
        }

        boolean has(String column) {
            return columns.stream().anyMatch(each -> each.name().equals(column));
        }

        CatalogueTable with(List<CatalogueTable.ForeignKey> keys, List<String> skyKeys) {
            return new CatalogueTable(
                    schema, schema, name, kind, utype, description, columns, keys, skyKeys);
        }
    }

    private static Map<String, Described> tables(Handle handle) {
        var tables = new LinkedHashMap<String, Described>();
        handle.createQuery(COLUMNS)
                .map(
                        (row, _) ->
                                tables.computeIfAbsent(
                                                text(row, "schema_name")
                                                        + "."
                                                        + text(row, "relation"),
                                                _ -> described(row))
                                        .columns()
                                        .add(column(row)))
                .list();
        return tables;
    }

    private static Described described(ResultSet row) {
        try {
            return new Described(
                    text(row, "schema_name"),
                    text(row, "relation"),
                    text(row, "table_type"),
                    row.getString("table_utype"),
                    row.getString("table_description"),
                    new ArrayList<>());
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read TAP_SCHEMA", e);
        }
    }

    private static CatalogueColumn column(ResultSet row) throws SQLException {
        var xtype = row.getString("xtype");
        var stored = text(row, "stored");
        var type = type(stored, xtype);
        return new CatalogueColumn(
                text(row, "column_name"),
                type,
                conversion(stored, type),
                text(row, "datatype"),
                new Meaning(
                        row.getString("arraysize"),
                        xtype,
                        row.getString("unit"),
                        row.getString("ucd"),
                        row.getString("utype"),
                        row.getString("description")),
                row.getInt("indexed") == 1,
                row.getInt("principal") == 1,
                row.getInt("std") == 1);
    }

    private static Type type(String stored, @Nullable String xtype) {
        return switch (stored) {
            case "smallint" -> Type.SHORT;
            case "integer" -> Type.INT;
            case "bigint" -> Type.LONG;
            case "real" -> Type.FLOAT;
            case "double precision", "numeric" -> Type.DOUBLE;
            case "boolean" -> Type.BOOLEAN;
            case "timestamp without time zone", "timestamp with time zone", "date" ->
                    Type.TIMESTAMP;
            case "bytea" -> Type.BYTES;
            case "smallint[]" -> Type.SHORTS;
            case "integer[]" -> Type.INTS;
            case "bigint[]" -> Type.LONGS;
            case "real[]" -> Type.FLOATS;
            case "double precision[]" -> array(xtype);
            default -> Type.TEXT;
        };
    }

    private static Type array(@Nullable String xtype) {
        return switch (xtype) {
            case "point" -> Type.POINT;
            case "circle" -> Type.CIRCLE;
            case "polygon" -> Type.POLYGON;
            case null, default -> Type.DOUBLES;
        };
    }

    private static Conversion conversion(String stored, Type type) {
        return switch (stored) {
            case "numeric" -> Conversion.TO_DOUBLE;
            case "timestamp with time zone" -> Conversion.TO_UTC;
            case "date" -> Conversion.TO_TIMESTAMP;
            case "text", "character varying" -> Conversion.NONE;
            default -> type == Type.TEXT ? Conversion.TO_TEXT : Conversion.NONE;
        };
    }

    static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column), column);
    }
}
