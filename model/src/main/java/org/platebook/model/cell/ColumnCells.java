package org.platebook.model.cell;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;
import org.platebook.model.failure.Rule;
import org.platebook.model.failure.Rule.Kind;
import org.platebook.model.felis.Column;
import org.platebook.model.record.Value;
import org.platebook.model.time.Tai;
import org.platebook.model.time.TimeScale;
import org.platebook.model.unit.Unit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes values for one column of what files and requests give: texts, numbers, truth values and
 * arrays of numbers, in the column's own unit or in one that can be converted.
 *
 * <p>What only the database can tell, such as a length or a missing parent, is left to the ledger.
 */
public final class ColumnCells {

    private static final int MOST_OF_BYTE = 255;

    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    /** Above this, not every whole number is a double. */
    private static final double EXACT = 0x1p53;

    private final Column column;
    private final Spelling spelling;
    private final @Nullable Unit from;
    private final @Nullable Unit into;
    private final @Nullable Rule wrongUnit;

    /** How values are written. */
    public enum Spelling {
        /** As JSON has them: a text is never a number. */
        TYPED,
        /** As text files have them: a number may be a text. */
        LOOSE
    }

    private ColumnCells(
            Column column,
            Spelling spelling,
            @Nullable Unit from,
            @Nullable Unit into,
            @Nullable Rule wrongUnit) {
        this.column = column;
        this.spelling = spelling;
        this.from = from;
        this.into = into;
        this.wrongUnit = wrongUnit;
    }

    /**
     * For a column and a unit.
     *
     * @param unit of what is given; null where it is the column's own
     */
    public static ColumnCells of(Column column, Spelling spelling, @Nullable String unit) {
        var own = column.unit() == null ? "" : column.unit();
        if (unit == null || unit.strip().equals(own)) {
            return new ColumnCells(column, spelling, null, null, null);
        }
        var from = Unit.of(unit.strip()).orElse(null);
        var into = Unit.of(own).orElse(null);
        if (from != null && into != null && from.isLike(into)) {
            return from.equals(into)
                    ? new ColumnCells(column, spelling, null, null, null)
                    : new ColumnCells(column, spelling, from, into, null);
        }
        return new ColumnCells(
                column,
                spelling,
                null,
                null,
                new Rule(
                        Kind.UNIT,
                        "the unit \"%s\" cannot be converted to %s"
                                .formatted(
                                        unit,
                                        own.isEmpty() ? "a bare number" : "\"" + own + "\"")));
    }

    /** The rule that the unit breaks; null where it can be converted. */
    public @Nullable Rule wrongUnit() {
        return wrongUnit;
    }

    /** The column. */
    public Column column() {
        return column;
    }

    /**
     * What a given value is for the column.
     *
     * @param given null clears; else a Boolean, a Number, a String, or an array of doubles or
     *     floats
     */
    public Cell of(@Nullable Object given) {
        if (given == null) {
            return new Cell.Right(Value.CLEARED);
        }
        if (wrongUnit != null) {
            return new Cell.Wrong(wrongUnit);
        }
        if (isJson()) {
            return new Cell.Right(new Value.Json(given.toString()));
        }
        if (column.isArray()) {
            return array(given);
        }
        return switch (column.datatype()) {
            case BOOLEAN -> flag(given);
            case BYTE -> whole(given, 0, MOST_OF_BYTE);
            case SHORT -> whole(given, Short.MIN_VALUE, Short.MAX_VALUE);
            case INT -> whole(given, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case LONG -> whole(given, Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT -> real(given, Float.MAX_VALUE);
            case DOUBLE -> real(given, Double.MAX_VALUE);
            case CHAR, STRING, UNICODE, TEXT -> text(given);
            case TIMESTAMP -> moment(given);
            case BINARY -> wrong(Kind.TYPE, "binary columns cannot be written here");
        };
    }

    /** Whether the column holds JSON: its values are given as JSON texts. */
    public boolean isJson() {
        var stated = column.postgresqlDatatype();
        return stated != null && stated.toUpperCase(Locale.ROOT).startsWith("JSON");
    }

    private Cell flag(Object given) {
        if (given instanceof Boolean flag) {
            return new Cell.Right(new Value.Flag(flag));
        }
        if (spelling == Spelling.LOOSE) {
            switch (given.toString().strip().toLowerCase(Locale.ROOT)) {
                case "true", "t", "1" -> {
                    return new Cell.Right(new Value.Flag(true));
                }
                case "false", "f", "0" -> {
                    return new Cell.Right(new Value.Flag(false));
                }
                default -> {
                    // No truth value, as told below.
                }
            }
        }
        return wrong(Kind.TYPE, "must be true or false");
    }

    private Cell whole(Object given, long least, long greatest) {
        var whole = whole(given);
        if (whole == null) {
            return wrong(Kind.TYPE, "must be a whole number");
        }
        boolean fits =
                whole.compareTo(BigInteger.valueOf(least)) >= 0
                        && whole.compareTo(BigInteger.valueOf(greatest)) <= 0;
        return fits
                ? new Cell.Right(new Value.Whole(whole.longValueExact()))
                : wrong(Kind.RANGE, "must lie between %s and %s".formatted(least, greatest));
    }

    private @Nullable BigInteger whole(Object given) {
        if (from != null) {
            var number = number(given);
            return number == null ? null : whole(converted(number));
        }
        return switch (given) {
            case BigInteger big -> big;
            case Long l -> BigInteger.valueOf(l);
            case Integer i -> BigInteger.valueOf(i);
            case Short s -> BigInteger.valueOf(s);
            case Byte b -> BigInteger.valueOf(b);
            case Number real -> spelling == Spelling.LOOSE ? whole(real.doubleValue()) : null;
            case String text -> wholeText(text.strip());
            default -> null;
        };
    }

    private static @Nullable BigInteger whole(double real) {
        return Math.rint(real) == real && Math.abs(real) <= EXACT
                ? BigInteger.valueOf((long) real)
                : null;
    }

    /** Texts of digits stand for numbers that JavaScript cannot hold, also in JSON. */
    private @Nullable BigInteger wholeText(String text) {
        if (text.matches("[+-]?\\d{1,30}")) {
            return new BigInteger(text.startsWith("+") ? text.substring(1) : text);
        }
        if (spelling != Spelling.LOOSE) {
            return null;
        }
        var number = number(text);
        return number == null ? null : whole(number);
    }

    private Cell real(Object given, double greatest) {
        var number = number(given);
        if (number == null) {
            return wrong(Kind.TYPE, "must be a number");
        }
        double real = converted(number);
        if (Double.isInfinite(real)) {
            return wrong(Kind.FINITE, "must be finite, or NaN");
        }
        return Math.abs(real) > greatest
                ? wrong(Kind.RANGE, "must fit a number of 4 bytes")
                : new Cell.Right(new Value.Real(real));
    }

    private double converted(double number) {
        return from == null || into == null ? number : from.in(into, number);
    }

    /** NaN and the infinities are texts in JSON, which has no number for them. */
    private @Nullable Double number(Object given) {
        return switch (given) {
            case BigDecimal big -> big.doubleValue();
            case Number number -> number.doubleValue();
            case String text -> number(text.strip());
            default -> null;
        };
    }

    private @Nullable Double number(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default ->
                    spelling == Spelling.LOOSE && DECIMAL.matcher(text).matches()
                            ? Double.valueOf(text)
                            : null;
        };
    }

    private Cell text(Object given) {
        if (given instanceof String text) {
            return new Cell.Right(new Value.Text(text));
        }
        boolean isScalar = given instanceof Number || given instanceof Boolean;
        return spelling == Spelling.LOOSE && isScalar
                ? new Cell.Right(new Value.Text(given.toString()))
                : wrong(Kind.TYPE, "must be a text");
    }

    private Cell moment(Object given) {
        if (!(given instanceof String text)) {
            return wrong(Kind.TYPE, "must be a time, as in 2026-01-15T23:15:19.5 (TAI)");
        }
        try {
            var time = text.strip();
            return new Cell.Right(
                    new Value.SkyTime(
                            time.endsWith("Z")
                                    ? TimeScale.UTC.parse(time.substring(0, time.length() - 1))
                                    : Tai.parse(time)));
        } catch (Refused refused) {
            return wrong(
                    Kind.TYPE,
                    "must be a time, as in 2026-01-15T23:15:19.5 (TAI), or with Z (UTC)");
        }
    }

    private Cell array(Object given) {
        double[] reals =
                switch (given) {
                    case double[] doubles -> doubles.clone();
                    case float[] floats -> doubles(floats);
                    default -> null;
                };
        if (reals == null) {
            return wrong(Kind.TYPE, "must be an array of numbers");
        }
        for (int i = 0; i < reals.length; i++) {
            reals[i] = converted(reals[i]);
        }
        return new Cell.Right(new Value.Reals(reals));
    }

    private static Cell wrong(Kind kind, String words) {
        return new Cell.Wrong(new Rule(kind, words));
    }

    private static double[] doubles(float[] floats) {
        var doubles = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }
}
