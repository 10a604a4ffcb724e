package org.platebook.store.flex;

import static org.platebook.store.sql.SqlText.quoted;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Clash;
import org.platebook.model.failure.Missing;
import org.platebook.model.failure.Refused;
import org.platebook.model.felis.ColumnRole;
import org.platebook.model.felis.Schema;
import org.platebook.model.record.RecordIds;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.ledger.Scope;
import org.platebook.store.sql.LevelSql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The flexible metadata of one level of one instrument.
 *
 * @param schema the instrument's schema
 * @param level what the values are said of
 */
public record FlexibleMetadata(Schema schema, FlexLevel level) {

    /** The source that owns its tables. */
    public static final String SOURCE = "flex";

    private static final String KEYS =
            """
            select key, dtype, doc, unit, ucd from %s order by key
            """;

    private static final String VALUES =
            """
            select v.key, k.dtype, v.value
            from %s as v
            join %s as k using (key)
            where v.%s = :id
            order by v.key
            """;

    /** All keys, by name. */
    public Map<String, FlexKey> keys(Handle handle) {
        var keys = new LinkedHashMap<String, FlexKey>();
        handle.createQuery(KEYS.formatted(keyTable()))
                .map(
                        (row, _) ->
                                new FlexKey(
                                        row.getString("key"),
                                        FlexType.named(row.getString("dtype")),
                                        row.getString("doc"),
                                        row.getString("unit"),
                                        row.getString("ucd")))
                .forEach(key -> keys.put(key.name(), key));
        return keys;
    }

    /** What is said of one exposure or detector, by key; empty where nothing is. */
    public Map<String, Value> values(Handle handle, long id) {
        var values = new LinkedHashMap<String, Value>();
        handle.createQuery(VALUES.formatted(valueTable(), keyTable(), valueColumn(level.id())))
                .bind("id", id)
                .map(
                        (row, _) ->
                                Map.entry(
                                        row.getString("key"),
                                        read(row.getString("dtype"), row.getString("value"))))
                .forEach(entry -> entry.getValue().ifPresent(v -> values.put(entry.getKey(), v)));
        return values;
    }

    /** A value that was cleared is not there. */
    private static Optional<Value> read(String type, @Nullable String stored) {
        return Optional.ofNullable(stored).map(text -> FlexType.named(type).read(text));
    }

    /**
     * Makes a key.
     *
     * @throws Clash when there is one of that name
     */
    public void addKey(Scope scope, FlexKey key) {
        var values = new LinkedHashMap<String, Value>();
        values.put("key", new Value.Text(key.name()));
        values.put("dtype", new Value.Text(key.type().word()));
        values.put("doc", new Value.Text(key.doc()));
        values.put("unit", textOr(key.unit()));
        values.put("ucd", textOr(key.ucd()));
        var table = keyTable();
        var report = scope.write(List.of(new TableRecord(RecordIds.next(), table, values)));
        if (report.of(table).inserted() == 0) {
            throw new Clash(
                    FlexCode.KEY_EXISTS,
                    "the key \"%s\" is there already for %s of %s"
                            .formatted(key.name(), level.of(schema).name(), schema.name()));
        }
    }

    /**
     * Whether what values would be said of is there, with the numbers that observers name it by, by
     * the columns that the table of values has for them.
     */
    public Optional<Map<String, Value>> identity(Handle handle, long id) {
        var table = level.of(schema);
        return handle.createQuery(
                        "select %s from %s where %s = :id"
                                .formatted(
                                        level.identity().stream()
                                                .map(role -> quoted(table.name(role)))
                                                .collect(Collectors.joining(", ")),
                                        LevelSql.of(schema).name(table),
                                        quoted(table.name(level.id()))))
                .bind("id", id)
                .map(
                        (row, _) -> {
                            var identity = new LinkedHashMap<String, Value>();
                            for (var role : level.identity()) {
                                long number = row.getLong(table.name(role));
                                if (!row.wasNull()) {
                                    identity.put(valueColumn(role), new Value.Whole(number));
                                }
                            }
                            return (Map<String, Value>) identity;
                        })
                .findFirst();
    }

    /**
     * Says values of one exposure or detector, all of them or none.
     *
     * @param values by key; {@link Value#CLEARED} takes one away
     * @param updates whether values that are there may be changed
     * @throws Missing when there is no such exposure or detector
     * @throws Refused when a key is unknown, or a value is not of its key's type
     * @throws Clash when a value is there and may not be changed
     */
    public void set(Scope scope, long id, Map<String, Value> values, boolean updates) {
        var identity =
                scope.read(handle -> identity(handle, id))
                        .orElseThrow(
                                () ->
                                        new Missing(
                                                FlexCode.OBSERVATION,
                                                "there is no %s %s"
                                                        .formatted(
                                                                level.of(schema).name(level.id()),
                                                                id)));
        var keys = scope.read(this::keys);
        var records = new ArrayList<TableRecord>();
        values.forEach((key, value) -> records.add(record(id, identity, key(keys, key), value)));
        if (records.isEmpty()) {
            return;
        }
        var inserted = scope.write(records).of(valueTable()).inserted();
        if (!updates && inserted < records.size()) {
            throw new Clash(
                    FlexCode.VALUE_EXISTS,
                    "of %s at least one of %s has a value already; say u=1 to change it"
                            .formatted(id, String.join(", ", values.keySet())));
        }
    }

    private FlexKey key(Map<String, FlexKey> keys, String name) {
        var key = keys.get(name);
        if (key == null) {
            throw new Refused(
                    FlexCode.UNKNOWN_KEY,
                    "there is no key \"%s\" for %s of %s; there are %s"
                            .formatted(
                                    name,
                                    level.of(schema).name(),
                                    schema.name(),
                                    keys.keySet().stream().collect(Collectors.joining(", "))));
        }
        return key;
    }

    private TableRecord record(long id, Map<String, Value> identity, FlexKey key, Value value) {
        var columns = new LinkedHashMap<String, Value>();
        columns.put(valueColumn(level.id()), new Value.Whole(id));
        columns.putAll(identity);
        columns.put("key", new Value.Text(key.name()));
        columns.put(
                "value",
                value instanceof Value.Cleared ? value : new Value.Text(key.type().stored(value)));
        return new TableRecord(RecordIds.next(), valueTable(), columns);
    }

    private TableName keyTable() {
        return LevelSql.of(schema).name(level.keys(schema));
    }

    /** The table of its values; empty where the schema has none. */
    public Optional<TableName> table() {
        return schema.levels().find(level.valueLevel()).map(LevelSql.of(schema)::name);
    }

    private TableName valueTable() {
        return LevelSql.of(schema).name(level.values(schema));
    }

    private String valueColumn(ColumnRole role) {
        return level.values(schema).name(role);
    }

    private static Value textOr(@Nullable String text) {
        return text == null ? Value.CLEARED : new Value.Text(text);
    }
}
