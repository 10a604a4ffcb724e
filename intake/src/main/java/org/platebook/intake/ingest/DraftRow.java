package org.platebook.intake.ingest;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.Problem;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.ColumnRole;
import org.platebook.model.felis.Datatype;
import org.platebook.model.felis.Level;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.model.record.RecordIds;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.model.time.Tai;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row in the making. A value that its column cannot hold does not spoil the row: it is left out
 * and becomes a problem.
 */
final class DraftRow {

    private final Table table;
    private final TableName name;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    DraftRow(String schema, Table table) {
        this.table = table;
        this.name = new TableName(schema, table.name());
    }

    /** For a table that is the first of its level. */
    static DraftRow of(Schema schema, Level level) {
        return new DraftRow(schema.name(), schema.levels().first(level));
    }

    DraftRow set(String column, @Nullable Value value) {
        var described = table.column(column).orElse(null);
        if (described == null) {
            throw new IllegalArgumentException(name + " has no column " + column);
        }
        values.put(column, value == null ? Value.CLEARED : held(described, value));
        return this;
    }

    DraftRow text(ColumnRole role, @Nullable String value) {
        return text(table.name(role), value);
    }

    DraftRow text(String column, @Nullable String value) {
        return set(column, value == null ? null : new Value.Text(value));
    }

    DraftRow whole(ColumnRole role, @Nullable Number value) {
        return whole(table.name(role), value);
    }

    DraftRow whole(String column, @Nullable Number value) {
        return set(column, value == null ? null : new Value.Whole(value.longValue()));
    }

    DraftRow real(ColumnRole role, @Nullable Double value) {
        return real(table.name(role), value);
    }

    DraftRow real(String column, @Nullable Double value) {
        return set(column, value == null ? null : new Value.Real(value));
    }

    DraftRow flag(ColumnRole role, @Nullable Boolean value) {
        return flag(table.name(role), value);
    }

    DraftRow flag(String column, @Nullable Boolean value) {
        return set(column, value == null ? null : new Value.Flag(value));
    }

    DraftRow moment(ColumnRole role, @Nullable Tai value) {
        return moment(table.name(role), value);
    }

    DraftRow moment(String column, @Nullable Tai value) {
        return set(column, value == null ? null : new Value.SkyTime(value));
    }

    DraftRow reals(ColumnRole role, double @Nullable [] value) {
        return reals(table.name(role), value);
    }

    DraftRow reals(String column, double @Nullable [] value) {
        return set(column, value == null ? null : new Value.Reals(value));
    }

    DraftRow json(String column, String value) {
        return set(column, new Value.Json(value));
    }

    boolean has(ColumnRole column) {
        return table.column(column).isPresent();
    }

    /** What could not be held, so far. */
    List<Problem> problems() {
        return problems;
    }

    TableRecord record() {
        return new TableRecord(RecordIds.next(), name, values);
    }

    private Value held(Column column, Value value) {
        return switch (value) {
            case Value.Text(String text) -> heldText(column, value, text);
            case Value.Whole(long number) -> heldWhole(column, value, number);
            case Value.Real(double number) when Double.isInfinite(number) ->
                    leftOut(column, Double.toString(number), "a finite number");
            case Value.Cleared _,
                    Value.Flag _,
                    Value.Real _,
                    Value.SkyTime _,
                    Value.Json _,
                    Value.Reals _ ->
                    value;
        };
    }

    private Value heldText(Column column, Value value, String text) {
        var length = column.length();
        if (length != null && text.codePointCount(0, text.length()) > length) {
            return leftOut(column, "'" + text + "'", "at most " + length + " characters");
        }
        if (text.indexOf('\0') >= 0) {
            return leftOut(column, "text with a null character", "text without one");
        }
        return value;
    }

    private Value heldWhole(Column column, Value value, long number) {
        long most =
                switch (column.datatype()) {
                    case BYTE -> Byte.MAX_VALUE;
                    case SHORT -> Short.MAX_VALUE;
                    case INT -> Integer.MAX_VALUE;
                    default -> Long.MAX_VALUE;
                };
        if (column.datatype() != Datatype.LONG && (number > most || number < -most - 1)) {
            return leftOut(
                    column, Long.toString(number), "a number from " + (-most - 1) + " to " + most);
        }
        return value;
    }

    private Value leftOut(Column column, String found, String expected) {
        problems.add(new Problem(column.name(), found, expected, Problem.LEFT_ABSENT));
        return Value.CLEARED;
    }
}
