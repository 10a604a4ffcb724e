package org.platebook.store.ledger;

import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.ledger.TableShape.StoredColumn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Records of one table that name the same columns, each with a key of its own.
 *
 * @param shape the table
 * @param columns the columns that they name, in the order of the table
 * @param records the Records, in the order given
 */
record Batch(TableShape shape, List<StoredColumn> columns, List<TableRecord> records) {

    Batch {
        columns = List.copyOf(columns);
        records = List.copyOf(records);
    }

    List<String> columnNames() {
        return columns.stream().map(StoredColumn::name).toList();
    }

    /** Columns that a new row must name, and that these Records do not. */
    List<String> missing() {
        return shape.columns().values().stream()
                .filter(column -> column.mandatory() && !columns.contains(column))
                .map(StoredColumn::name)
                .toList();
    }

    /** These without some of their Records. */
    Batch with(List<TableRecord> some) {
        return new Batch(shape, columns, some);
    }

    /** The key of one of its Records. */
    Map<String, Value> key(TableRecord record) {
        var key = new LinkedHashMap<String, Value>();
        for (var column : shape.key()) {
            key.put(column, value(record, column));
        }
        return key;
    }

    static Value value(TableRecord record, String column) {
        return Objects.requireNonNull(record.values().get(column));
    }

    /** A key in words, as in {@code day_obs=20260115, ccdexposure_id=7}. */
    static String words(Map<String, Value> key) {
        return key.entrySet().stream()
                .map(part -> part.getKey() + "=" + Problems.text(part.getValue()))
                .collect(Collectors.joining(", "));
    }
}
