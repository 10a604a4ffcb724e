package org.platebook.store.change;

import org.platebook.model.record.TableName;
import org.platebook.model.record.Value;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A row that was made, changed or taken away.
 *
 * @param table the table that holds it
 * @param key the key columns of the row with their values; empty where so many rows changed that
 *     they are not told one by one
 */
public record RowChange(TableName table, Map<String, Value> key) {

    public RowChange {
        key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
    }
}
