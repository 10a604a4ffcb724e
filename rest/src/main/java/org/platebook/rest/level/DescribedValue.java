package org.platebook.rest.level;

import org.jspecify.annotations.Nullable;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.Datatype;
import org.platebook.model.felis.Schema;
import org.platebook.store.wide.Origin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A value with its meaning, from the description of its table.
 *
 * @param table the table that it is read from; null for what is worked out
 * @param source who fills that table; null where any may
 * @param formula how it is worked out; null for what is stored
 * @param reference where the formula is from
 */
public record DescribedValue(
        String name,
        @Nullable Object value,
        @Nullable String unit,
        @Nullable String ucd,
        @Nullable String description,
        @Nullable String table,
        @Nullable String source,
        @Nullable String formula,
        @Nullable String reference) {

    /** Whole numbers beyond this lose digits in many JSON readers (IEEE 754 double). */
    static final long LARGEST_EXACT = (1L << 53) - 1;

    private static final DateTimeFormatter TAI_TEXT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");

    /**
     * A value of a column.
     *
     * @param origin where the column comes from; null where nobody knows
     */
    public static DescribedValue of(
            Schema schema, Column column, @Nullable Origin origin, @Nullable Object value) {
        var table = origin == null ? null : origin.table();
        return new DescribedValue(
                column.name().toLowerCase(Locale.ROOT),
                value,
                column.unit(),
                column.ucd(),
                column.description(),
                table,
                sourceOf(schema, table),
                origin == null ? null : origin.formula(),
                origin == null ? null : origin.reference());
    }

    /** The same with something before its name. */
    public DescribedValue before(String prefix) {
        return new DescribedValue(
                prefix + name, value, unit, ucd, description, table, source, formula, reference);
    }

    static @Nullable String sourceOf(Schema schema, @Nullable String table) {
        return table == null
                ? null
                : schema.table(table).map(found -> found.notes().source()).orElse(null);
    }

    /** A value of a result as JSON can say it: what is not a number is a text. */
    static @Nullable Object value(Column column, ResultSet row, int index) throws SQLException {
        if (column.datatype() == Datatype.TIMESTAMP) {
            var time = row.getObject(index, LocalDateTime.class);
            return time == null ? null : TAI_TEXT.format(time);
        }
        var value = row.getObject(index);
        return switch (value) {
            case Long whole when Math.abs(whole) > LARGEST_EXACT -> whole.toString();
            case Double real when !Double.isFinite(real) -> real.toString();
            case Float real when !Float.isFinite(real) -> real.toString();
            case Number number -> number;
            case Boolean truth -> truth;
            case null -> null;
            default -> value.toString();
        };
    }
}
