package org.platebook.model.felis;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a schema as one Felis file, with all that its parts said.
 *
 * <p>Two forms: one with Platebook's own annotations, from which the very same schema is read
 * again, and one without them for other readers, since lsst-felis refuses keys that it does not
 * know.
 */
public final class FelisWriter {

    private static final int LINE_LENGTH = 120;

    private final boolean annotated;

    private FelisWriter(boolean annotated) {
        this.annotated = annotated;
    }

    /** The schema with Platebook's own annotations. */
    public static String annotated(Schema schema) {
        return new FelisWriter(true).write(schema);
    }

    /** The schema in nothing but Felis, as lsst-felis reads it. */
    public static String plain(Schema schema) {
        return new FelisWriter(false).write(schema);
    }

    private String write(Schema schema) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(LINE_LENGTH);
        return new Yaml(options).dump(schemaMap(schema));
    }

    private Map<String, Object> schemaMap(Schema schema) {
        var map = new LinkedHashMap<String, Object>();
        map.put("name", schema.name());
        map.put("@id", schema.id());
        put(map, "description", schema.description());
        put(map, "votable:utype", schema.utype());
        var version = schema.version();
        if (version != null) {
            var versionMap = new LinkedHashMap<String, Object>();
            versionMap.put("current", version.current());
            putList(versionMap, "compatible", version.compatible());
            putList(versionMap, "read_compatible", version.readCompatible());
            map.put("version", versionMap);
        }
        var notes = notes(schema);
        if (annotated && !notes.isEmpty()) {
            map.put("platebook", notes);
        }
        map.put("tables", schema.tables().stream().map(table -> tableMap(schema, table)).toList());
        return map;
    }

    private static Map<String, Object> notes(Schema schema) {
        var map = new LinkedHashMap<String, Object>();
        put(map, "instrument", schema.instrument());
        var site = schema.site();
        if (site != null) {
            var place = new LinkedHashMap<String, Object>();
            place.put("longitude", site.longitudeDeg());
            place.put("latitude", site.latitudeDeg());
            var rotator = site.rotator();
            if (rotator != null) {
                var turns = new LinkedHashMap<String, Object>();
                turns.put("sky_rotation", rotator.skyRotation());
                turns.put("offset", rotator.offsetDeg());
                place.put("rotator", turns);
            }
            map.put("site", place);
        }
        return map;
    }

    private Map<String, Object> tableMap(Schema schema, Table table) {
        var map = new LinkedHashMap<String, Object>();
        map.put("name", table.name());
        map.put("@id", table.id());
        put(map, "description", table.description());
        put(map, "votable:utype", table.utype());
        put(map, "tap:table_index", table.tableIndex());
        if (annotated) {
            map.put("platebook", notes(table.notes()));
        }
        putList(map, "primaryKey", ids(table, table.primaryKey()));
        putList(
                map,
                "constraints",
                table.constraints().stream().map(one -> constraint(schema, table, one)).toList());
        putList(map, "indexes", table.indexes().stream().map(one -> index(table, one)).toList());
        map.put("columns", table.columns().stream().map(this::column).toList());
        putList(
                map,
                "columnGroups",
                table.groups().stream().map(one -> group(table, one)).toList());
        return map;
    }

    private static Map<String, Object> notes(TableNotes notes) {
        var map = new LinkedHashMap<String, Object>();
        put(map, "source", notes.source());
        put(map, "level", notes.level());
        putTrue(map, "first", notes.isFirst(), true);
        map.put("visibility", word(notes.visibility()));
        var partitioning = notes.partitioning();
        if (partitioning != null) {
            map.put("partition", partition(partitioning));
        }
        put(map, "view", notes.view());
        var rows = notes.rows();
        if (rows != null) {
            map.put("rows", rows(rows));
        }
        var valid = notes.valid();
        if (valid != null) {
            var range = new LinkedHashMap<String, Object>();
            range.put("first", valid.first());
            range.put("last", valid.last());
            range.put("per", valid.per());
            map.put("valid", range);
        }
        return map;
    }

    private static Map<String, Object> partition(Partitioning partitioning) {
        var map = new LinkedHashMap<String, Object>();
        map.put("by", partitioning.column());
        switch (partitioning) {
            case Partitioning.ByDate(_, var width) -> map.put("every", width.word());
            case Partitioning.ByNumber(_, int values, _) -> map.put("values", values);
            case Partitioning.ByHash(_, int parts) -> map.put("hash", parts);
        }
        return map;
    }

    private static Map<String, Object> rows(RowRules rules) {
        var map = new LinkedHashMap<String, Object>();
        switch (rules) {
            case RowRules.ByRole(var ofPublic, var ofRights) -> {
                map.put("public", rule(ofPublic));
                map.put("rights", rule(ofRights));
            }
            case RowRules.As(var table, var column) -> {
                map.put("as", table);
                map.put("by", column);
            }
        }
        return map;
    }

    private static Object rule(RowRule rule) {
        return switch (rule) {
            case RowRule.All _ -> "all";
            case RowRule.None _ -> "none";
            case RowRule.Days(int days, var column) -> {
                var map = new LinkedHashMap<String, Object>();
                map.put("days", days);
                map.put("by", column);
                yield map;
            }
            case RowRule.Released(var column) -> Map.of("released", column);
        };
    }

    private Map<String, Object> column(Column column) {
        var map = new LinkedHashMap<String, Object>();
        map.put("name", column.name());
        map.put("@id", column.id());
        map.put("datatype", word(column.datatype()));
        put(map, "length", column.length());
        put(map, "precision", column.precision());
        if (!column.nullable()) {
            map.put("nullable", false);
        }
        put(map, "value", defaultValue(column));
        putTrue(map, "autoincrement", column.autoincrement(), true);
        put(map, "description", column.description());
        put(map, "ivoa:unit", column.unit());
        put(map, "ivoa:ucd", column.ucd());
        put(map, "votable:utype", column.utype());
        put(map, "votable:datatype", column.votableDatatype());
        put(map, "votable:arraysize", column.votableArraysize());
        put(map, "votable:xtype", column.xtype());
        put(map, "postgresql:datatype", column.postgresqlDatatype());
        put(map, "tap:column_index", column.columnIndex());
        putTrue(map, "tap:principal", column.principal(), 1);
        putTrue(map, "tap:std", column.std(), 1);
        var notes = notes(column);
        if (annotated && !notes.isEmpty()) {
            map.put("platebook", notes);
        }
        return map;
    }

    private static Map<String, Object> notes(Column column) {
        var map = new LinkedHashMap<String, Object>();
        var visibility = column.visibility();
        if (visibility != null) {
            map.put("visibility", word(visibility));
        }
        var role = column.role();
        if (role != null) {
            map.put("role", role.word());
        }
        return map;
    }

    private static @Nullable Object defaultValue(Column column) {
        var value = column.value();
        if (value == null) {
            return null;
        }
        return switch (column.datatype()) {
            case BOOLEAN -> List.of("true", "yes", "on").contains(value.toLowerCase(Locale.ROOT));
            case BYTE, SHORT, INT, LONG -> Long.parseLong(value);
            case FLOAT, DOUBLE -> Double.parseDouble(value);
            case CHAR, STRING, UNICODE, TEXT, BINARY, TIMESTAMP -> value;
        };
    }

    private static Map<String, Object> constraint(
            Schema schema, Table table, Constraint constraint) {
        var map = new LinkedHashMap<String, Object>();
        map.put("name", constraint.name());
        map.put("@id", constraint.id());
        map.put("@type", constraint.getClass().getSimpleName());
        put(map, "description", constraint.description());
        if (constraint.timing() != Constraint.Timing.IMMEDIATE) {
            map.put("deferrable", true);
            map.put(
                    "initially",
                    constraint.timing() == Constraint.Timing.DEFERRED ? "DEFERRED" : "IMMEDIATE");
        }
        switch (constraint) {
            case Constraint.Unique unique -> map.put("columns", ids(table, unique.columns()));
            case Constraint.Check check -> map.put("expression", check.expression());
            case Constraint.ForeignKey key -> {
                map.put("columns", ids(table, key.columns()));
                var target = schema.table(key.targetTable()).orElseThrow();
                map.put("referencedColumns", ids(target, key.targetColumns()));
                put(map, "on_delete", key.onDelete());
                put(map, "on_update", key.onUpdate());
            }
        }
        return map;
    }

    private static Map<String, Object> index(Table table, Index index) {
        var map = new LinkedHashMap<String, Object>();
        map.put("name", index.name());
        map.put("@id", index.id());
        put(map, "description", index.description());
        putList(map, "columns", ids(table, index.columns()));
        putList(map, "expressions", index.expressions());
        return map;
    }

    private static Map<String, Object> group(Table table, ColumnGroup group) {
        var map = new LinkedHashMap<String, Object>();
        map.put("name", group.name());
        map.put("@id", group.id());
        put(map, "description", group.description());
        put(map, "ivoa:ucd", group.ucd());
        put(map, "votable:utype", group.utype());
        map.put("columns", ids(table, group.columns()));
        return map;
    }

    private static List<String> ids(Table table, List<String> columns) {
        return columns.stream().map(name -> table.column(name).orElseThrow().id()).toList();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static void put(Map<String, Object> map, String key, @Nullable Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    private static void putList(Map<String, Object> map, String key, List<?> values) {
        if (!values.isEmpty()) {
            map.put(key, values);
        }
    }

    private static void putTrue(Map<String, Object> map, String key, boolean said, Object value) {
        if (said) {
            map.put(key, value);
        }
    }
}
