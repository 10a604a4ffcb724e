package org.platebook.vo.adql.bind;

import org.platebook.vo.adql.AdqlFailure;
import org.platebook.vo.adql.tree.Expression;
import org.platebook.vo.adql.tree.Position;
import org.platebook.vo.catalogue.Type;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/** Writes values as SQL literals. */
final class Literal {

    /** DALI 1.1, 3.3.3: a date, or a date and a time, which may end in Z. */
    private static final DateTimeFormatter DALI =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .optionalStart()
                    .appendPattern("['T'][' ']")
                    .append(DateTimeFormatter.ISO_LOCAL_TIME)
                    .optionalEnd()
                    .optionalStart()
                    .appendLiteral('Z')
                    .optionalEnd()
                    .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
                    .toFormatter();

    private static final BigInteger LEAST_LONG = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST_LONG = BigInteger.valueOf(Long.MAX_VALUE);

    private Literal() {}

    static Bound whole(BigInteger value) {
        if (value.compareTo(LEAST_LONG) < 0 || value.compareTo(MOST_LONG) > 0) {
            return decimal(value.doubleValue());
        }
        long number = value.longValueExact();
        boolean small = number == (int) number;
        return Bound.constant(number(number), small ? Type.INT : Type.LONG, Long.valueOf(number));
    }

    static Bound decimal(double value) {
        return Bound.constant(number(value), Type.DOUBLE, Double.valueOf(value));
    }

    static Bound text(Expression.Text text) {
        return Bound.constant(quoted(text.value()), Type.TEXT, text.value());
    }

    static String number(long value) {
        if (value == (int) value) {
            return value < 0 ? "(" + value + ")" : Long.toString(value);
        }
        return "'" + value + "'::bigint";
    }

    static String number(double value) {
        return "'" + value + "'::double precision";
    }

    /** Safe whatever standard_conforming_strings is: a backslash makes it an escape string. */
    static String quoted(String text) {
        var doubled = text.replace("'", "''");
        return doubled.indexOf('\\') < 0
                ? "'" + doubled + "'"
                : "E'" + doubled.replace("\\", "\\\\") + "'";
    }

    /** A name of the catalogue as SQL. */
    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String timestamp(String text, Position at) {
        try {
            var time = LocalDateTime.from(DALI.parse(text.strip()));
            return "'" + time + "'::timestamp";
        } catch (DateTimeException e) {
            throw AdqlFailure.type(
                    at,
                    "a timestamp is written as 2026-01-15 or 2026-01-15T20:31:07.5, not '%s'"
                            .formatted(text));
        }
    }

    static String truth(Object value, Position at) {
        if (value instanceof Long number && (number == 0 || number == 1)) {
            return number == 1 ? "true" : "false";
        }
        if (value instanceof String text && text.equalsIgnoreCase("true")) {
            return "true";
        }
        if (value instanceof String text && text.equalsIgnoreCase("false")) {
            return "false";
        }
        throw AdqlFailure.type(
                at, "a truth value is written as 1 or 0, 'true' or 'false', not " + value);
    }
}
