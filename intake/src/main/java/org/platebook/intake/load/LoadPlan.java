package org.platebook.intake.load;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.load.LoadMap.NonFinite;
import org.platebook.intake.load.LoadMap.Nulls;
import org.platebook.intake.load.LoadMap.Others;
import org.platebook.intake.load.TableFile.FileColumn;
import org.platebook.model.cell.Cell;
import org.platebook.model.cell.ColumnCells;
import org.platebook.model.cell.ColumnCells.Spelling;
import org.platebook.model.failure.Refused;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.Table;
import org.platebook.model.record.TableName;
import org.platebook.model.record.Value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which column of a file goes to which column of a table, and how; checked before any row is read.
 */
final class LoadPlan {

    private final TableName name;
    private final Table table;
    private final LoadMap map;
    private final Map<String, String> renamed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, String> units = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, Optional<ColumnCells>> known = new HashMap<>();
    private final Map<String, Value> constants = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private LoadPlan(TableName name, Table table, LoadMap map) {
        this.name = name;
        this.table = table;
        this.map = map;
        renamed.putAll(map.columns());
        units.putAll(map.units());
    }

    /**
     * Plans a load.
     *
     * @param file whose rows name their own columns where it names none
     * @throws Refused load.columns with all that does not fit
     */
    static LoadPlan of(TableName name, Table table, LoadMap map, TableFile file) {
        var plan = new LoadPlan(name, table, map);
        var columns = file.columns();
        map.constants().forEach(plan::constant);
        file.unreadable().forEach(plan::unreadable);
        var from = new HashMap<String, String>();
        for (var column : columns) {
            var cells = plan.cells(column);
            if (cells == null) {
                continue;
            }
            var wrong = cells.wrongUnit();
            if (wrong != null) {
                plan.problems.add("%s: %s".formatted(column.name(), wrong));
            }
            var other = from.put(cells.column().name(), column.name());
            if (other != null) {
                plan.problems.add(
                        "%s and %s both go to %s"
                                .formatted(other, column.name(), cells.column().name()));
            }
        }
        if (!columns.isEmpty()) {
            plan.requireKey(from);
        }
        plan.refuse();
        return plan;
    }

    private void unreadable(String column) {
        boolean isDropped = map.drop().stream().anyMatch(column::equalsIgnoreCase);
        if (!isDropped && (map.others() == Others.REFUSE || renamed.containsKey(column))) {
            problems.add(
                    "%s is nested, a list of what is no number, or a time that is neither TAI nor a calendar date in UTC, and cannot be loaded; name it under drop"
                            .formatted(column));
        }
    }

    private void requireKey(Map<String, String> from) {
        for (var key : table.primaryKey()) {
            if (!from.containsKey(key) && !constants.containsKey(stored(key))) {
                problems.add("nothing goes to %s, which is of the key".formatted(key));
            }
        }
    }

    private void refuse() {
        if (!problems.isEmpty()) {
            throw new Refused(LoadCode.COLUMNS, name + ": " + String.join("\n", problems));
        }
    }

    private void constant(String column, Object given) {
        var described = table.column(column).orElse(null);
        if (described == null) {
            problems.add("constants: there is no column " + column);
            return;
        }
        var cell = ColumnCells.of(described, Spelling.LOOSE, units.get(column)).of(given);
        switch (cell) {
            case Cell.Right(var value) -> constants.put(stored(described.name()), value);
            case Cell.Wrong(var rule) ->
                    problems.add("constants: %s = %s %s".formatted(column, given, rule));
        }
    }

    private static String stored(String column) {
        return column.toLowerCase(Locale.ROOT);
    }

    /** Where a column goes; null where it is left out. */
    private @Nullable ColumnCells cells(FileColumn column) {
        return known.computeIfAbsent(column.name(), _ -> Optional.ofNullable(target(column)))
                .orElse(null);
    }

    private @Nullable ColumnCells target(FileColumn column) {
        boolean isDropped = map.drop().stream().anyMatch(column.name()::equalsIgnoreCase);
        if (isDropped) {
            return null;
        }
        var into = renamed.getOrDefault(column.name(), column.name());
        Column described = table.column(into).orElse(null);
        if (described == null) {
            if (map.others() == Others.REFUSE || renamed.containsKey(column.name())) {
                problems.add(
                        "%s: %s has no column %s; rename it under columns, or name it under drop"
                                .formatted(column.name(), name, into));
            }
            return null;
        }
        return ColumnCells.of(
                described, Spelling.LOOSE, units.getOrDefault(column.name(), column.unit()));
    }

    /** What a row of the file says of its columns; what is wrong goes to the problems given. */
    Map<String, Value> values(Map<String, @Nullable Object> row, List<String> wrong) {
        var values = new LinkedHashMap<>(constants);
        row.forEach(
                (column, given) -> {
                    var cells = cells(new FileColumn(column, null));
                    if (!problems.isEmpty()) {
                        wrong.addAll(problems);
                        problems.clear();
                        known.remove(column);
                    }
                    if (cells != null) {
                        put(cells, given, values, wrong);
                    }
                });
        return values;
    }

    private void put(
            ColumnCells cells,
            @Nullable Object given,
            Map<String, Value> values,
            List<String> wrong) {
        var column = cells.column().name();
        Object present = isNothing(given) ? null : given;
        boolean isFinite = isFinite(present);
        if (!isFinite && map.nonFinite() == NonFinite.REFUSE) {
            wrong.add("%s = %s: must be finite".formatted(column, given));
            return;
        }
        if (!isFinite && map.nonFinite() == NonFinite.CLEAR) {
            present = null;
        }
        if (present == null && map.nulls() == Nulls.LEAVE) {
            return;
        }
        switch (cells.of(present)) {
            case Cell.Right(var value) -> values.put(stored(column), value);
            case Cell.Wrong(var rule) ->
                    wrong.add("%s = %s: %s".formatted(column, shown(given), rule));
        }
    }

    private boolean isNothing(@Nullable Object given) {
        return given == null
                || (!map.nullValues().isEmpty()
                        && map.nullValues().contains(given.toString().strip()));
    }

    private static boolean isFinite(@Nullable Object given) {
        return switch (given) {
            case Double real -> Double.isFinite(real);
            case Float real -> Float.isFinite(real);
            case String text -> !text.strip().matches("(?i)[+-]?(nan|inf|infinity)");
            case null, default -> true;
        };
    }

    private static String shown(@Nullable Object given) {
        var text = given instanceof String ? "'" + given + "'" : String.valueOf(given);
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    /** The table. */
    TableName name() {
        return name;
    }

    /** Names of the key columns. */
    List<String> key() {
        return table.primaryKey().stream().map(LoadPlan::stored).toList();
    }
}
