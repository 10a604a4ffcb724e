package org.platebook.store.change;

import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.journal.Batch;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The rows that one transaction changed, as far as they are told one by one. */
public final class ChangeList {

    /** So many rows of one table are told one by one; more are told as the table alone. */
    private static final int MOST_OF_A_TABLE = 500;

    private final Map<TableName, Set<Map<String, Value>>> rows = new LinkedHashMap<>();

    /** Whether the rows that a batch changes are told one by one. */
    public static boolean isTold(Batch batch) {
        return batch.records().size() <= MOST_OF_A_TABLE;
    }

    /** Adds the rows of a batch that some of its Records made or changed. */
    public void add(Batch batch, List<TableRecord> changed) {
        changed.forEach(record -> add(record.table(), batch.key(record)));
    }

    /** Adds so many rows of a table that they are not told one by one. */
    public void addMany(TableName table) {
        add(table, Map.of());
    }

    /** Adds the row that has a key. */
    public void add(TableName table, Map<String, Value> key) {
        rows.computeIfAbsent(table, _ -> new LinkedHashSet<>()).add(key);
    }

    public List<RowChange> told() {
        return rows.entrySet().stream()
                .flatMap(
                        table ->
                                isMany(table.getValue())
                                        ? Stream.of(new RowChange(table.getKey(), Map.of()))
                                        : table.getValue().stream()
                                                .map(key -> new RowChange(table.getKey(), key)))
                .toList();
    }

    private static boolean isMany(Set<Map<String, Value>> keys) {
        return keys.size() > MOST_OF_A_TABLE || keys.contains(Map.<String, Value>of());
    }
}
