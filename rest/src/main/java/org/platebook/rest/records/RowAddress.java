package org.platebook.rest.records;

import org.platebook.model.cell.Cell;
import org.platebook.model.cell.ColumnCells;
import org.platebook.model.cell.ColumnCells.Spelling;
import org.platebook.model.failure.Missing;
import org.platebook.model.record.Value;
import org.platebook.rest.route.RestCode;
import org.platebook.rest.tables.SiteTable;
import org.platebook.store.sql.SqlText;

import tools.jackson.databind.JsonNode;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row as an address names it: the values of its key, each between slashes, in the order of the
 * key. A slash within a value is written {@code %2F}.
 *
 * @param table its table
 * @param key column to value
 */
record RowAddress(SiteTable table, Map<String, Value> key) {

    /**
     * Reads the end of an address.
     *
     * @param parts between the slashes, still encoded
     * @throws Missing rest.row when they are no key of the table
     */
    static RowAddress of(SiteTable table, List<String> parts) {
        var columns = table.key();
        if (columns.isEmpty() || parts.size() != columns.size()) {
            throw new Missing(
                    RestCode.ROW,
                    "a row of %s is named by %s, each behind a slash"
                            .formatted(table.name(), columns));
        }
        var key = new LinkedHashMap<String, Value>();
        for (int i = 0; i < columns.size(); i++) {
            key.put(columns.get(i), value(table, columns.get(i), decoded(parts.get(i))));
        }
        return new RowAddress(table, key);
    }

    /** What stands behind "/rows/" in a path, still encoded. */
    static List<String> parts(String rawPath) {
        var end = rawPath.substring(rawPath.indexOf("/rows/") + "/rows/".length());
        return Arrays.asList(end.split("/", -1));
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Value value(SiteTable table, String column, String text) {
        var described = table.table().column(column).orElseThrow();
        var cell = ColumnCells.of(described, Spelling.LOOSE, null).of(text);
        return switch (cell) {
            case Cell.Right(var value) -> value;
            case Cell.Wrong(var rule) ->
                    throw new Missing(
                            RestCode.ROW,
                            "there is no row %s=%s of %s: it %s"
                                    .formatted(column, text, table.name(), rule));
        };
    }

    /** Whether a body names the same value of a column of the key. */
    boolean names(String column, JsonNode given) {
        var described = table.table().column(column).orElseThrow();
        var cell = ColumnCells.of(described, Spelling.LOOSE, null).of(given.asString(""));
        return cell instanceof Cell.Right(var value) && value.equals(key.get(column));
    }

    /** The key as a request's body would name it. */
    Map<String, JsonNode> asNodes() {
        var nodes = new LinkedHashMap<String, JsonNode>();
        key.forEach((column, value) -> nodes.put(column, ValueNode.of(value)));
        return nodes;
    }

    /** In words, as in "cdb_lsstcam.exposure [exposure_id=1]". */
    @Override
    public String toString() {
        return table.name()
                + " "
                + asNodes().entrySet().stream()
                        .map(
                                each ->
                                        SqlText.stored(each.getKey())
                                                + "="
                                                + each.getValue().asString())
                        .toList();
    }
}
