package org.platebook.rest.schema;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Missing;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.model.felis.Visibility;
import org.platebook.rest.level.DescribedValue;
import org.platebook.rest.route.RestCode;
import org.platebook.rest.tables.SiteTable;
import org.platebook.store.database.Role;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.sql.PostgresType;
import org.platebook.store.wide.WideViews;

import java.util.List;
import java.util.Locale;

/** What schemas, tables and columns there are for a role, and what they mean. */
final class Descriptions {

    private final SchemaCatalog catalog;
    private final Role role;

    Descriptions(SchemaCatalog catalog, Role role) {
        this.catalog = catalog;
        this.role = role;
    }

    record SchemaLine(
            String name,
            @Nullable String description,
            @Nullable String version,
            @Nullable String instrument,
            int tables) {}

    record Answer(List<SchemaLine> schemas) {}

    record TableLine(
            String name,
            String kind,
            @Nullable String description,
            @Nullable String level,
            @Nullable String source,
            String visibility,
            int columns) {}

    record SchemaAnswer(
            String name,
            @Nullable String description,
            @Nullable String version,
            @Nullable String instrument,
            List<TableLine> tables) {}

    record ColumnLine(
            String name,
            String datatype,
            boolean nullable,
            @Nullable String unit,
            @Nullable String ucd,
            @Nullable String description,
            String visibility,
            @Nullable String table,
            @Nullable String source,
            @Nullable String formula,
            @Nullable String reference) {}

    record TableAnswer(
            String schema,
            String name,
            String kind,
            @Nullable String description,
            @Nullable String level,
            @Nullable String source,
            String visibility,
            List<String> key,
            List<ColumnLine> columns) {}

    Answer all() {
        return new Answer(
                catalog.schemas().stream()
                        .filter(schema -> !tables(schema).isEmpty())
                        .map(
                                schema ->
                                        new SchemaLine(
                                                schema.name(),
                                                schema.description(),
                                                version(schema),
                                                schema.instrument(),
                                                tables(schema).size()))
                        .toList());
    }

    /**
     * One schema.
     *
     * @throws Missing when it is not here, or not for this role
     */
    SchemaAnswer schema(String name) {
        var schema = found(name);
        return new SchemaAnswer(
                schema.name(),
                schema.description(),
                version(schema),
                schema.instrument(),
                tables(schema).stream()
                        .map(
                                table ->
                                        new TableLine(
                                                table.name(),
                                                kind(table),
                                                table.description(),
                                                table.notes().level(),
                                                table.notes().source(),
                                                word(table.notes().visibility()),
                                                columns(table).size()))
                        .toList());
    }

    /**
     * One table.
     *
     * @throws Missing when it is not here, or not for this role
     */
    TableAnswer table(String schemaName, String name) {
        var schema = found(schemaName);
        var table =
                schema.table(name)
                        .filter(this::isSeen)
                        .orElseThrow(
                                () ->
                                        new Missing(
                                                RestCode.TABLE,
                                                "there is no table %s.%s here"
                                                        .formatted(schemaName, name)));
        return new TableAnswer(
                schema.name(),
                table.name(),
                kind(table),
                table.description(),
                table.notes().level(),
                table.notes().source(),
                word(table.notes().visibility()),
                table.primaryKey(),
                lines(schema, table));
    }

    private List<ColumnLine> lines(Schema schema, Table table) {
        var origins = WideViews.origins(schema, table);
        return columns(table).stream()
                .map(
                        column -> {
                            var field =
                                    DescribedValue.of(
                                            schema, column, origins.get(column.name()), null);
                            return new ColumnLine(
                                    field.name(),
                                    PostgresType.of(column),
                                    column.nullable(),
                                    field.unit(),
                                    field.ucd(),
                                    field.description(),
                                    word(table.visibilityOf(column)),
                                    field.table(),
                                    field.source(),
                                    field.formula(),
                                    field.reference());
                        })
                .toList();
    }

    private Schema found(String name) {
        return catalog.schema(name, schema -> !tables(schema).isEmpty())
                .orElseThrow(
                        () -> new Missing(RestCode.SCHEMA, "there is no schema " + name + " here"));
    }

    private List<Table> tables(Schema schema) {
        return schema.tables().stream().filter(this::isSeen).toList();
    }

    private List<Column> columns(Table table) {
        return table.columns().stream()
                .filter(column -> isSeen(table.visibilityOf(column)))
                .toList();
    }

    private boolean isSeen(Table table) {
        return isSeen(table.notes().visibility());
    }

    private boolean isSeen(Visibility visibility) {
        return SiteTable.isSeen(visibility, role);
    }

    private static String word(Visibility visibility) {
        return visibility.name().toLowerCase(Locale.ROOT);
    }

    private static String kind(Table table) {
        return table.isView() ? "view" : "table";
    }

    private static @Nullable String version(Schema schema) {
        var version = schema.version();
        return version == null ? null : version.current();
    }
}
