package org.platebook.app.rest;

import org.jspecify.annotations.Nullable;
import org.platebook.app.access.Caller;
import org.platebook.model.cell.Cell;
import org.platebook.model.cell.ColumnCells;
import org.platebook.model.cell.ColumnCells.Spelling;
import org.platebook.model.felis.Column;
import org.platebook.model.record.RecordIds;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.schema.SqlText;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes Records of what a request says, and keeps what is wrong with it. */
final class RecordTyping {

    private static final Set<String> QUANTITY = Set.of("value", "unit");
    private static final int MOST_CHARACTERS = 60;

    private final SiteTables tables;
    private final Caller caller;
    private final List<TableRecord> records = new ArrayList<>();
    private final List<TableRecord> withdrawn = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    RecordTyping(SiteTables tables, Caller caller) {
        this.tables = tables;
        this.caller = caller;
    }

    /** The Records that set values, in order. */
    List<TableRecord> records() {
        return records;
    }

    /** Those that take rows away: their values are keys. */
    List<TableRecord> withdrawn() {
        return withdrawn;
    }

    /** What is wrong, a line each: table, row, column, value and rule. */
    List<String> problems() {
        return problems;
    }

    void add(AskedRecord asked) {
        if (!asked.table().isStored()) {
            problem(asked, null, null, "the table is computed from others and cannot be written");
            return;
        }
        var table = tables.with(asked.table(), asked.values().keySet(), caller);
        int before = problems.size();
        var values = new LinkedHashMap<String, Value>();
        asked.values()
                .forEach(
                        (name, node) -> {
                            var column = table.table().column(name).orElse(null);
                            if (column == null) {
                                problem(asked, name, node, "there is no such column");
                            } else if (asked.withdraws() && !isKey(asked, column)) {
                                problem(asked, name, node, "a row is withdrawn by its key alone");
                            } else {
                                put(asked, column, node, values);
                            }
                        });
        if (asked.withdraws()) {
            for (var key : table.key()) {
                if (asked.values().keySet().stream().noneMatch(key::equalsIgnoreCase)) {
                    problem(asked, key, null, "the key must be complete");
                }
            }
        }
        if (problems.size() == before) {
            var record = new TableRecord(RecordIds.next(), table.name(), values);
            (asked.withdraws() ? withdrawn : records).add(record);
        }
    }

    private static boolean isKey(AskedRecord asked, Column column) {
        return asked.table().key().contains(SqlText.stored(column.name()));
    }

    private void put(AskedRecord asked, Column column, JsonNode node, Map<String, Value> values) {
        boolean isJson = ColumnCells.of(column, Spelling.TYPED, null).isJson();
        boolean isQuantity = !isJson && node.isObject() && names(node).equals(QUANTITY);
        var unit =
                isQuantity && node.path("unit").isString() ? node.path("unit").stringValue() : null;
        var value = isQuantity ? node.path("value") : node;
        var cells = ColumnCells.of(column, Spelling.TYPED, unit);
        var cell =
                value.isNull() && !isJson && cells.wrongUnit() != null
                        ? new Cell.Wrong(String.valueOf(cells.wrongUnit()))
                        : cells.of(given(value, isJson));
        switch (cell) {
            case Cell.Right(var right) -> {
                if (values.put(SqlText.stored(column.name()), right) != null) {
                    problem(asked, column.name(), node, "the column is named twice");
                }
            }
            case Cell.Wrong(var rule) -> problem(asked, column.name(), node, rule);
        }
    }

    private static Set<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    private static @Nullable Object given(JsonNode node, boolean isJson) {
        if (node.isNull()) {
            return null;
        }
        if (isJson) {
            return node.toString();
        }
        return switch (node.getNodeType()) {
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> node.isIntegralNumber() ? node.bigIntegerValue() : node.decimalValue();
            case STRING -> node.stringValue();
            case ARRAY -> array(node);
            default -> node;
        };
    }

    /** An array of numbers; one of anything else fits no column. */
    private static Object array(JsonNode node) {
        if (node.valueStream().allMatch(JsonNode::isNumber)) {
            return node.valueStream().mapToDouble(JsonNode::doubleValue).toArray();
        }
        return node;
    }

    private void problem(
            AskedRecord asked, @Nullable String column, @Nullable JsonNode value, String rule) {
        problems.add(
                asked.table().name()
                        + " ["
                        + key(asked)
                        + "]"
                        + (column == null ? "" : " " + column)
                        + (value == null ? "" : " = " + shortened(value.toString()))
                        + ": "
                        + rule);
    }

    private static String key(AskedRecord asked) {
        return asked.table().key().stream()
                .map(
                        key ->
                                key
                                        + "="
                                        + asked.values().entrySet().stream()
                                                .filter(each -> each.getKey().equalsIgnoreCase(key))
                                                .map(each -> shortened(each.getValue().toString()))
                                                .findFirst()
                                                .orElse("?"))
                .collect(Collectors.joining(", "));
    }

    private static String shortened(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
    }
}
