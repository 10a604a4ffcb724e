package org.platebook.store.ledger;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;
import org.platebook.model.failure.Rule;
import org.platebook.model.failure.Rule.Kind;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.model.sky.RegionArray;
import org.platebook.store.journal.Batch;
import org.platebook.store.shape.TableShape;
import org.platebook.store.shape.TableShape.StoredColumn;
import org.platebook.store.shape.TableShapes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks the Records of one request against the installed tables, and sorts them into batches. */
final class RecordCheck {

    private record Group(TableName table, Set<String> columns) {}

    private final TableShapes shapes;
    private final Handle handle;
    private final RecordProblems problems;
    private final Map<TableName, @Nullable TableShape> tables = new HashMap<>();
    private final Map<TableName, Set<List<Value>>> keys = new HashMap<>();
    private final Map<Group, List<TableRecord>> groups = new LinkedHashMap<>();
    private final Set<TableName> looked = new HashSet<>();

    RecordCheck(TableShapes shapes, Handle handle, RecordProblems problems) {
        this.handle = handle;
        this.shapes = shapes;
        this.problems = problems;
    }

    /** Sorts the Records into batches; those with problems are left out, and the problems kept. */
    List<Batch> batches(List<TableRecord> records) {
        for (var record : records) {
            var shape = table(record.table(), record.values().keySet());
            if (shape == null) {
                problems.add(
                        record,
                        "-",
                        List.of(),
                        null,
                        new Rule(Kind.TABLE, "there is no such table"));
            } else if (isRight(record, shape)) {
                groups.computeIfAbsent(
                                new Group(record.table(), record.values().keySet()),
                                _ -> new ArrayList<>())
                        .add(record);
            }
        }
        var batches = new ArrayList<Batch>();
        groups.forEach((group, its) -> batches.add(batch(group, its)));
        return batches;
    }

    private Batch batch(Group group, List<TableRecord> records) {
        var shape = Objects.requireNonNull(tables.get(group.table()));
        List<StoredColumn> columns =
                shape.columns().values().stream()
                        .filter(column -> group.columns().contains(column.name()))
                        .toList();
        return new Batch(shape, columns, records);
    }

    /** A table that lacks a column may have gained it since it was looked up: looks again, once. */
    private @Nullable TableShape table(TableName name, Set<String> columns) {
        var shape =
                tables.computeIfAbsent(name, missing -> shapes.find(handle, missing).orElse(null));
        if ((shape == null || !shape.columns().keySet().containsAll(columns)) && looked.add(name)) {
            shape = shapes.reload(handle, name).orElse(null);
            tables.put(name, shape);
        }
        return shape;
    }

    private boolean isRight(TableRecord record, TableShape shape) {
        var broken = new LinkedHashMap<String, Rule>();
        for (var entry : record.values().entrySet()) {
            var column = shape.columns().get(entry.getKey());
            var rule =
                    column == null
                            ? new Rule(Kind.COLUMN, "there is no such column")
                            : brokenRule(column, entry.getValue());
            if (rule != null) {
                broken.put(entry.getKey(), rule);
            }
        }
        for (var column : shape.key()) {
            if (!record.values().containsKey(column)) {
                broken.put(column, new Rule(Kind.KEY, "the key must be complete"));
            }
        }
        if (!broken.isEmpty()) {
            var row = words(record, shape);
            broken.forEach(
                    (column, rule) ->
                            problems.add(
                                    record,
                                    row,
                                    List.of(column),
                                    record.values().get(column),
                                    rule));
            return false;
        }
        return isFirstOfItsKey(record, shape);
    }

    private boolean isFirstOfItsKey(TableRecord record, TableShape shape) {
        var key = shape.key().stream().map(column -> Batch.value(record, column)).toList();
        if (keys.computeIfAbsent(record.table(), _ -> new HashSet<>()).add(key)) {
            return true;
        }
        problems.add(
                record,
                words(record, shape),
                List.of(),
                null,
                new Rule(Kind.DUPLICATE, "the row appears more than once in one request"));
        return false;
    }

    private static @Nullable Rule brokenRule(StoredColumn column, Value value) {
        if (value instanceof Value.Cleared) {
            return column.notNull() ? new Rule(Kind.MISSING, "must hold a value") : null;
        }
        var rule = column.type().brokenRule(value, column.longest());
        return rule == null && column.xtype() != null && value instanceof Value.Reals(var numbers)
                ? brokenRule(column.xtype(), numbers)
                : rule;
    }

    /** What a region of DALI's extended types breaks: an index over it would fail in the end. */
    private static @Nullable Rule brokenRule(String xtype, double[] numbers) {
        try {
            switch (xtype) {
                case "polygon" -> RegionArray.polygon(numbers);
                case "circle" -> RegionArray.circle(numbers);
                case "range" -> RegionArray.range(numbers);
                case "point" -> RegionArray.point(numbers);
                default -> {
                    // Other extended types are no regions.
                }
            }
            return null;
        } catch (Refused e) {
            return new Rule(Kind.RANGE, "must be a " + xtype + " of degrees: " + e.text());
        }
    }

    private static String words(TableRecord record, TableShape shape) {
        return shape.key().stream()
                .map(
                        column -> {
                            var value = record.values().get(column);
                            return column
                                    + "="
                                    + (value == null ? "?" : RecordProblems.text(value));
                        })
                .collect(Collectors.joining(", "));
    }
}
