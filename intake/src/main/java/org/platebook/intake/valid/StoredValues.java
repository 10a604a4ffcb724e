package org.platebook.intake.valid;

import org.jspecify.annotations.Nullable;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.Datatype;
import org.platebook.model.felis.Table;
import org.platebook.model.record.Value;
import org.platebook.model.time.Tai;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The values of a stored row, as Records have them. */
final class StoredValues {

    private static final long NANOS_A_MICRO = 1_000;

    private StoredValues() {}

    /** The columns of a table, called t, as {@link #of} reads them. */
    static String select(Table table) {
        return table.columns().stream()
                .map(
                        column ->
                                column.datatype() == Datatype.TIMESTAMP
                                        ? "(extract(epoch from t.%1$s) * 1000000)::bigint as %1$s"
                                                .formatted(column.name())
                                        : "t." + column.name())
                .collect(Collectors.joining(", "));
    }

    static Map<String, Value> of(ResultSet row, Table table) throws SQLException {
        var values = new LinkedHashMap<String, Value>();
        for (var column : table.columns()) {
            var value = value(row, column);
            values.put(column.name(), row.wasNull() ? Value.CLEARED : value);
        }
        return values;
    }

    private static Value value(ResultSet row, Column column) throws SQLException {
        var name = column.name();
        return switch (column.datatype()) {
            case BOOLEAN -> new Value.Flag(row.getBoolean(name));
            case BYTE, SHORT, INT, LONG -> new Value.Whole(row.getLong(name));
            case FLOAT, DOUBLE -> new Value.Real(row.getDouble(name));
            case TIMESTAMP -> new Value.SkyTime(new Tai(row.getLong(name) * NANOS_A_MICRO));
            case CHAR, STRING, UNICODE, TEXT, BINARY -> {
                var text = row.getString(name);
                var type = column.postgresqlDatatype();
                boolean isJson = type != null && type.toLowerCase(Locale.ROOT).startsWith("json");
                yield text == null
                        ? Value.CLEARED
                        : isJson ? new Value.Json(text) : new Value.Text(text);
            }
        };
    }

    /** A key value as a parameter of SQL. */
    static Object plain(@Nullable Value value) {
        return switch (value) {
            case Value.Text(String text) -> text;
            case Value.Whole(long whole) -> whole;
            case null, default -> throw new IllegalArgumentException("no key value: " + value);
        };
    }
}
