package org.platebook.store.check;

import org.jdbi.v3.core.Handle;
import org.platebook.model.record.TableName;
import org.platebook.model.record.Value;
import org.platebook.store.shape.TableShape;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Since when the rows of a table can be compared with its journal: what was there before a column
 * was dropped or retyped by force, or before versions were kept, cannot be.
 */
final class ColumnsSince {

    private static final String BEGAN = "select began from platebook.history_start";

    private static final String FORCED =
            """
            select f.name, max(c.changed_at)
            from platebook.schema_change c, unnest(c.forced) as f(name)
            where c.schema_name = :schema and split_part(f.name, '.', 1) = :table
            group by f.name
            """;

    /** Columns that give a value to a row that names none, or once did. */
    private static final String DEFAULTS =
            """
            select a.attname from pg_attribute a
            where a.attrelid = to_regclass(:sql) and a.attnum > 0 and a.atthasdef
            union
            select a.attname
            from pg_attribute a, platebook.schema_change c, unnest(c.statements) as s(text)
            where a.attrelid = to_regclass(:sql) and a.attnum > 0 and c.schema_name = :schema
                and s.text not like '-- %' and s.text ~* '\\mdefault\\M' and strpos(s.text, quote_ident(:table)) > 0
                and strpos(s.text, quote_ident(a.attname)) > 0
            """;

    private final TableShape shape;
    private final Instant whole;
    private final Map<String, Instant> since;
    private final Set<String> defaults;

    private ColumnsSince(
            TableShape shape, Instant whole, Map<String, Instant> since, Set<String> defaults) {
        this.shape = shape;
        this.whole = whole;
        this.since = since;
        this.defaults = defaults;
    }

    static ColumnsSince of(Handle handle, TableShape shape) {
        TableName table = shape.name();
        var whole =
                handle.createQuery(BEGAN)
                        .map((row, _) -> instant(row.getObject(1, OffsetDateTime.class)))
                        .one();
        var since = new HashMap<String, Instant>();
        handle.createQuery(FORCED)
                .bind("schema", table.schema())
                .bind("table", table.table())
                .map(
                        (row, _) ->
                                Map.entry(
                                        row.getString(1),
                                        instant(row.getObject(2, OffsetDateTime.class))))
                .forEach(one -> since.put(one.getKey(), one.getValue()));
        var dropped = since.remove(table.table());
        if (dropped != null && dropped.isAfter(whole)) {
            whole = dropped;
        }
        var defaults =
                new HashSet<>(
                        handle.createQuery(DEFAULTS)
                                .bind("sql", shape.sqlName())
                                .bind("schema", table.schema())
                                .bind("table", table.table())
                                .mapTo(String.class)
                                .list());
        return new ColumnsSince(shape, whole, since, defaults);
    }

    private static Instant instant(OffsetDateTime moment) {
        return moment.equals(OffsetDateTime.MIN) ? Instant.MIN : moment.toInstant();
    }

    /** Whether every version that was at a moment or later is kept. */
    boolean isWhole(Instant moment) {
        return moment.isAfter(whole);
    }

    /** Those of the values whose column still holds what was written at a moment. */
    Map<String, Value> comparable(Map<String, Value> values, Instant moment) {
        var comparable = new LinkedHashMap<String, Value>();
        values.forEach(
                (name, value) -> {
                    var column = shape.columns().get(name);
                    if (column != null && isSince(name, moment) && fits(column, value)) {
                        comparable.put(name, value);
                    }
                });
        return comparable;
    }

    private static boolean fits(TableShape.StoredColumn column, Value value) {
        return value instanceof Value.Cleared
                || column.type().brokenRule(value, column.longest()) == null;
    }

    /** Columns that hold nothing, or what they held before, where a Record does not name them. */
    List<String> steady(Set<String> named, Set<String> untold) {
        return shape.columns().keySet().stream()
                .filter(column -> !named.contains(column) && !untold.contains(column))
                .filter(column -> !defaults.contains(column) && !since.containsKey(key(column)))
                .toList();
    }

    private boolean isSince(String column, Instant moment) {
        var changed = since.get(key(column));
        return changed == null || moment.isAfter(changed);
    }

    private String key(String column) {
        return shape.name().table() + "." + column;
    }
}
