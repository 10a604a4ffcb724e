package org.platebook.store.shape;

import org.jspecify.annotations.Nullable;
import org.platebook.model.felis.Partitioning;
import org.platebook.model.record.TableName;
import org.platebook.model.record.Value;
import org.platebook.store.history.HistoryNames;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An installed table, as far as the Ledger needs to know it.
 *
 * @param name its name
 * @param columns its columns that can be written, by name, in the order of the table
 * @param everyColumn names of all its own columns, also those that are computed
 * @param key names of the key columns, in the order of the key
 * @param partitioning how it is divided among partitions; null where it is not
 */
public record TableShape(
        TableName name,
        Map<String, StoredColumn> columns,
        List<String> everyColumn,
        List<String> key,
        @Nullable Partitioning partitioning) {

    /**
     * One column.
     *
     * @param name its name
     * @param type its type
     * @param longest greatest number of characters; null where unbounded
     * @param notNull whether it must hold a value
     * @param mandatory whether a new row must name it
     */
    public record StoredColumn(
            String name,
            StoredType type,
            @Nullable Integer longest,
            boolean notNull,
            boolean mandatory,
            @Nullable String xtype) {}

    public TableShape {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        everyColumn = List.copyOf(everyColumn);
        key = List.copyOf(key);
    }

    /** Whether it has a column that can hold a value. */
    public boolean holds(String column, Value value) {
        var stored = columns.get(column);
        return stored != null
                && (value instanceof Value.Cleared
                        || stored.type().brokenRule(value, stored.longest()) == null);
    }

    /** A column that is known to be there. */
    public StoredColumn column(String column) {
        var found = columns.get(column);
        if (found == null) {
            throw new IllegalArgumentException(name + " has no column " + column);
        }
        return found;
    }

    /** Its name in SQL. */
    public String sqlName() {
        return sqlName(name);
    }

    /** The name in SQL of the table of its closed versions. */
    public String closedSqlName() {
        return sqlName(HistoryNames.closed(name));
    }

    /** The condition that a row of the table, t, has the key of a row of another one. */
    public String match(String other) {
        return key.stream()
                .map(HistoryNames::quoted)
                .map(column -> "t." + column + " = " + other + "." + column)
                .collect(Collectors.joining(" and "));
    }

    private static String sqlName(TableName name) {
        return HistoryNames.quoted(name.schema()) + "." + HistoryNames.quoted(name.table());
    }

    public static String list(List<String> identifiers) {
        return identifiers.stream().map(HistoryNames::quoted).collect(Collectors.joining(", "));
    }
}
