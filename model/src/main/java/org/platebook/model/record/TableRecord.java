package org.platebook.model.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What is said of one row: the columns that it names are set, all others stay as they are.
 *
 * @param id names this record for ever; a record applied twice changes nothing
 * @param table the table that holds the row
 * @param values column to value, the key columns among them, in the order given
 */
public record TableRecord(UUID id, TableName table, Map<String, Value> values) {

    public TableRecord {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
