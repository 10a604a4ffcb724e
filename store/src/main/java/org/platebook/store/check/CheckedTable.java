package org.platebook.store.check;

import org.platebook.model.record.TableName;
import org.platebook.store.history.HistoryNames;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A table with its history.
 *
 * @param name its name
 * @param key its key columns
 */
record CheckedTable(TableName name, List<String> key) {

    CheckedTable {
        key = List.copyOf(key);
    }

    String quoted() {
        return quoted(name);
    }

    String quotedClosed() {
        return quoted(HistoryNames.closed(name));
    }

    String keyList() {
        return key.stream().map(CheckedTable::quoted).collect(Collectors.joining(", "));
    }

    String keyMatch(String one, String other) {
        return key.stream()
                .map(CheckedTable::quoted)
                .map(column -> one + "." + column + " = " + other + "." + column)
                .collect(Collectors.joining(" and "));
    }

    static String quoted(TableName name) {
        return quoted(name.schema()) + "." + quoted(name.table());
    }

    static String quoted(String identifier) {
        return HistoryNames.quoted(identifier);
    }
}
