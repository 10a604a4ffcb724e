package org.platebook.store.history;

import org.jspecify.annotations.Nullable;
import org.platebook.model.record.TableName;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A table or view as PostgreSQL's catalog has it: its columns with their types, and its key. */
final class TwinShape {

    private final TableName name;
    private final Map<String, String> columns = new LinkedHashMap<>();
    private final Map<Integer, String> key = new TreeMap<>();
    private @Nullable String partitionedBy;
    private int hashParts;

    TwinShape(TableName name) {
        this.name = name;
    }

    /**
     * @param partitions 'r' where its ranges partition the table, 'h' where its hashes do; null for
     *     other columns
     * @param hashes how many partitions by hash the table has
     */
    void add(
            String column,
            String type,
            @Nullable Integer keyPosition,
            @Nullable String partitions,
            int hashes) {
        columns.put(column, type);
        if (keyPosition != null) {
            key.put(keyPosition, column);
        }
        if (partitions != null) {
            partitionedBy = column;
            hashParts = hashes;
        }
    }

    TableName name() {
        return name;
    }

    /** Every column, hidden ones too, with its type as SQL writes it. */
    Map<String, String> columns() {
        return columns;
    }

    /** The columns but for the hidden ones. */
    Map<String, String> own() {
        var own = new LinkedHashMap<>(columns);
        own.keySet().removeIf(HistoryNames::isHidden);
        return own;
    }

    List<String> key() {
        return List.copyOf(key.values());
    }

    @Nullable String partitionedBy() {
        return partitionedBy;
    }

    /** How many partitions by hash it has; 0 where it is partitioned by range, or not at all. */
    int hashParts() {
        return hashParts;
    }
}
