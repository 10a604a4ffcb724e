package org.platebook.rest.records;

import org.platebook.rest.tables.SiteTable;

import tools.jackson.databind.JsonNode;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a request says of one row.
 *
 * @param place of it in the request, from 0
 * @param table the table
 * @param values column to value, as given
 * @param withdraws whether the row is to be taken away
 */
record AskedRecord(int place, SiteTable table, Map<String, JsonNode> values, boolean withdraws) {

    AskedRecord {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
