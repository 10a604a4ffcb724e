package org.platebook.store.journal;

import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.shape.TableShape;
import org.platebook.store.shape.TableShape.StoredColumn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Records of one table that name the same columns, each with a key of its own.
 *
 * @param shape the table
 * @param columns the columns that they name, in the order of the table
 * @param records the Records, in the order given
 */
public record Batch(TableShape shape, List<StoredColumn> columns, List<TableRecord> records) {

    public Batch {
        columns = List.copyOf(columns);
        records = List.copyOf(records);
    }

    public List<String> columnNames() {
        return columns.stream().map(StoredColumn::name).toList();
    }

    /** Columns that a new row must name, and that these Records do not. */
    public List<String> missing() {
        return shape.columns().values().stream()
                .filter(column -> column.mandatory() && !columns.contains(column))
                .map(StoredColumn::name)
                .toList();
    }

    /** These without some of their Records. */
    public Batch with(List<TableRecord> some) {
        return new Batch(shape, columns, some);
    }

    /** The key of one of its Records. */
    public Map<String, Value> key(TableRecord record) {
        var key = new LinkedHashMap<String, Value>();
        for (var column : shape.key()) {
            key.put(column, value(record, column));
        }
        return key;
    }

    public static Value value(TableRecord record, String column) {
        return Objects.requireNonNull(record.values().get(column));
    }
}
