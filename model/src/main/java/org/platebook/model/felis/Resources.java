package org.platebook.model.felis;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Other schema files of which a schema takes over columns. */
final class Resources {

    private static final Set<String> OVERRIDES =
            Set.of(
                    "datatype",
                    "length",
                    "description",
                    "nullable",
                    "tap:principal",
                    "tap:column_index");

    private final FelisProblems problems;
    private final Map<String, Schema> schemas = new HashMap<>();

    Resources(FelisProblems problems) {
        this.problems = problems;
    }

    void add(String name, Schema schema) {
        schemas.put(name, schema);
    }

    Set<String> names() {
        return schemas.keySet();
    }

    /** The columns that a table takes over: resource, table, and its own name for the column. */
    List<Column> columns(YamlTree.Mapping references, String tableId, Map<String, FileLine> names) {
        var found = new ArrayList<Column>();
        references
                .entries()
                .forEach(
                        (resource, entry) -> {
                            var schema = schemas.get(resource);
                            if (schema == null) {
                                problems.add(
                                        entry.place(),
                                        "unknown resource \"%s\"".formatted(resource));
                            } else {
                                below(entry)
                                        .forEach(
                                                (table, columns) ->
                                                        found.addAll(
                                                                ofTable(
                                                                        schema, table, columns,
                                                                        tableId, names)));
                            }
                        });
        return found;
    }

    private List<Column> ofTable(
            Schema schema,
            String tableName,
            YamlTree.Entry columns,
            String tableId,
            Map<String, FileLine> names) {
        var found = new ArrayList<Column>();
        var table = schema.table(tableName);
        if (table.isEmpty()) {
            problems.add(
                    columns.place(),
                    "schema %s has no table \"%s\"".formatted(schema.name(), tableName));
            return found;
        }
        below(columns)
                .forEach(
                        (name, entry) -> {
                            var column = column(table.get(), name, entry, tableId);
                            var earlier =
                                    names.putIfAbsent(name.toLowerCase(Locale.ROOT), entry.place());
                            if (earlier != null) {
                                problems.add(
                                        entry.place(),
                                        "column \"%s\" is there twice, first at %s"
                                                .formatted(name, earlier));
                            } else if (column != null) {
                                found.add(column);
                            }
                        });
        return found;
    }

    private @Nullable Column column(
            Table table, String name, YamlTree.Entry entry, String tableId) {
        Fields fields = null;
        var wanted = name;
        if (entry.value() instanceof YamlTree.Mapping mapping) {
            fields = new Fields(mapping, problems);
            fields.only(Set.of("ref_name", "overrides"));
            var stated = fields.text("ref_name");
            wanted = stated == null ? name : stated;
        }
        var base = table.column(wanted);
        if (base.isEmpty()) {
            problems.add(
                    entry.place(),
                    "table %s of the resource has no column \"%s\""
                            .formatted(table.name(), wanted));
            return null;
        }
        var copy = base.get().draft().named(name, tableId + "." + name).column();
        var overrides = fields == null ? null : fields.mapping("overrides");
        return overrides == null ? copy : overridden(copy, new Fields(overrides, problems));
    }

    private static Column overridden(Column column, Fields fields) {
        fields.only(OVERRIDES);
        var datatype = fields.has("datatype") ? ColumnForm.datatype(fields) : column.datatype();
        var nullable = fields.flag("nullable");
        var principal = fields.whole("tap:principal", 0, 1);
        var index = fields.whole("tap:column_index", 0, Integer.MAX_VALUE);
        var description = fields.text("description");
        return column.draft()
                .datatype(datatype)
                .length(
                        fields.has("length")
                                ? ColumnForm.length(fields, datatype)
                                : column.length())
                .nullable(nullable == null ? column.nullable() : nullable)
                .description(description == null ? column.description() : description)
                .columnIndex(index == null ? column.columnIndex() : index)
                .principal(principal == null ? column.principal() : principal == 1)
                .column();
    }

    private Map<String, YamlTree.Entry> below(YamlTree.Entry entry) {
        return switch (entry.value()) {
            case YamlTree.Mapping(_, var entries) -> entries;
            case YamlTree.Scalar _, YamlTree.Sequence _ -> {
                problems.add(entry.place(), "column references are mappings");
                yield Map.of();
            }
        };
    }
}
