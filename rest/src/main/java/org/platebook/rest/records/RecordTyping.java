package org.platebook.rest.records;

import org.jspecify.annotations.Nullable;
import org.platebook.http.access.Caller;
import org.platebook.model.cell.Cell;
import org.platebook.model.cell.ColumnCells;
import org.platebook.model.cell.ColumnCells.Spelling;
import org.platebook.model.failure.Fault;
import org.platebook.model.failure.Faults;
import org.platebook.model.failure.Rule;
import org.platebook.model.failure.Rule.Kind;
import org.platebook.model.felis.Column;
import org.platebook.model.record.RecordIds;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.rest.tables.SiteTables;
import org.platebook.store.sql.SqlText;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes Records of what a request says, and keeps what is wrong with it. */
final class RecordTyping {

    private static final Set<String> QUANTITY = Set.of("value", "unit");
    private static final Rule NO_COLUMN = new Rule(Kind.COLUMN, "there is no such column");
    private static final Rule KEY_ALONE =
            new Rule(Kind.WITHDRAWAL, "a row is withdrawn by its key alone");
    private static final Rule INCOMPLETE = new Rule(Kind.KEY, "the key must be complete");
    private static final Rule TWICE = new Rule(Kind.DUPLICATE, "the column is named twice");

    private final SiteTables tables;
    private final Caller caller;
    private final List<TableRecord> records = new ArrayList<>();
    private final List<TableRecord> withdrawn = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();
    private final List<Integer> withdrawnPlaces = new ArrayList<>();
    private final Faults faults;

    /**
     * @param faults what is known to be wrong with the request; more is added
     */
    RecordTyping(SiteTables tables, Caller caller, Faults faults) {
        this.tables = tables;
        this.caller = caller;
        this.faults = faults;
    }

    /** The Records that set values, in order; what is wrong with one of them is left out of it. */
    List<TableRecord> records() {
        return records;
    }

    /** Those that take rows away: their values are keys. */
    List<TableRecord> withdrawn() {
        return withdrawn;
    }

    /** The place in the request of a Record that sets values. */
    int place(int index) {
        return places.get(index);
    }

    /** The place in the request of a Record that takes a row away. */
    int withdrawnPlace(int index) {
        return withdrawnPlaces.get(index);
    }

    /** What is wrong. */
    Faults faults() {
        return faults;
    }

    void add(AskedRecord asked) {
        if (!asked.table().isStored()) {
            problem(
                    asked,
                    null,
                    null,
                    new Rule(
                            Kind.COMPUTED,
                            "the table is computed from others and cannot be written"));
            return;
        }
        var table = tables.with(asked.table(), asked.values().keySet(), caller);
        boolean isRight = true;
        var values = new LinkedHashMap<String, Value>();
        for (var each : asked.values().entrySet()) {
            var column = table.table().column(each.getKey()).orElse(null);
            if (column == null) {
                isRight = problem(asked, each.getKey(), each.getValue(), NO_COLUMN);
            } else if (asked.withdraws() && !isKey(asked, column)) {
                isRight = problem(asked, each.getKey(), each.getValue(), KEY_ALONE);
            } else {
                isRight &= put(asked, column, each.getValue(), values);
            }
        }
        for (var key : asked.withdraws() ? table.key() : List.<String>of()) {
            if (asked.values().keySet().stream().noneMatch(key::equalsIgnoreCase)) {
                isRight = problem(asked, key, null, INCOMPLETE);
            }
        }
        boolean isNamed = !asked.withdraws() && values.keySet().containsAll(table.key());
        if (isRight || isNamed) {
            // What is right of a wrong row is looked at by the ledger too, that all is told at
            // once.
            var record = new TableRecord(RecordIds.next(), table.name(), values);
            (asked.withdraws() ? withdrawn : records).add(record);
            (asked.withdraws() ? withdrawnPlaces : places).add(asked.place());
        }
    }

    private static boolean isKey(AskedRecord asked, Column column) {
        return asked.table().key().contains(SqlText.stored(column.name()));
    }

    private boolean put(
            AskedRecord asked, Column column, JsonNode node, Map<String, Value> values) {
        boolean isJson = ColumnCells.of(column, Spelling.TYPED, null).isJson();
        boolean isQuantity = !isJson && node.isObject() && names(node).equals(QUANTITY);
        var unit =
                isQuantity && node.path("unit").isString() ? node.path("unit").stringValue() : null;
        var value = isQuantity ? node.path("value") : node;
        var cells = ColumnCells.of(column, Spelling.TYPED, unit);
        var cell =
                value.isNull() && !isJson && cells.wrongUnit() != null
                        ? new Cell.Wrong(Objects.requireNonNull(cells.wrongUnit()))
                        : cells.of(given(value, isJson));
        return switch (cell) {
            case Cell.Right(var right) ->
                    values.put(SqlText.stored(column.name()), right) == null
                            || problem(asked, column.name(), node, TWICE);
            case Cell.Wrong(var rule) -> problem(asked, column.name(), node, rule);
        };
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
            return node.valueStream()
                    .mapToDouble(each -> each.decimalValue().doubleValue())
                    .toArray();
        }
        return node;
    }

    /** Adds a problem; false, as nothing is right with it. */
    private boolean problem(
            AskedRecord asked, @Nullable String column, @Nullable JsonNode value, Rule rule) {
        var table = asked.table().name();
        faults.add(
                new Fault(
                        asked.place(),
                        table.toString(),
                        column,
                        value == null ? null : plain(value),
                        rule,
                        table
                                + " ["
                                + key(asked)
                                + "]"
                                + (column == null ? "" : " " + column)
                                + (value == null ? "" : " = " + Fault.shortened(value.toString()))
                                + ": "
                                + rule));
        return false;
    }

    private static @Nullable Object plain(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL -> null;
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.numberValue();
            case STRING -> value.stringValue();
            default -> value.toString();
        };
    }

    private static String key(AskedRecord asked) {
        return asked.table().key().stream()
                .map(
                        key ->
                                key
                                        + "="
                                        + asked.values().entrySet().stream()
                                                .filter(each -> each.getKey().equalsIgnoreCase(key))
                                                .map(
                                                        each ->
                                                                Fault.shortened(
                                                                        each.getValue().toString()))
                                                .findFirst()
                                                .orElse("?"))
                .collect(Collectors.joining(", "));
    }
}
