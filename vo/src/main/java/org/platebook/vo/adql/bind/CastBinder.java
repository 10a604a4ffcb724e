package org.platebook.vo.adql.bind;

import org.platebook.vo.adql.AdqlFailure;
import org.platebook.vo.adql.tree.Expression;
import org.platebook.vo.catalogue.Meaning;
import org.platebook.vo.catalogue.Type;

import java.util.List;
import java.util.regex.Pattern;

/** Translates CAST (ADQL 2.1, 4.5). */
final class CastBinder {

    Bound cast(Expression.Cast cast, Bound operand) {
        return switch (cast.target()) {
            case SMALLINT -> number(cast, operand, Type.SHORT);
            case INTEGER -> number(cast, operand, Type.INT);
            case BIGINT -> number(cast, operand, Type.LONG);
            case REAL -> number(cast, operand, Type.FLOAT);
            case DOUBLE -> number(cast, operand, Type.DOUBLE);
            case CHAR, VARCHAR -> text(cast, operand);
            case TIMESTAMP -> timestamp(cast, operand);
            case POINT, CIRCLE, POLYGON ->
                    GeometryBinder.of(geometry(cast, operand), cast.target(), cast.at());
        };
    }

    private static Bound number(Expression.Cast cast, Bound operand, Type type) {
        var from = operand.type();
        if (!from.isNumber() && from != Type.TEXT && from != Type.UNKNOWN) {
            throw impossible(cast, operand);
        }
        return made(operand, type, "(" + operand.sql() + ")::" + type.sql());
    }

    private static Bound text(Expression.Cast cast, Bound operand) {
        var sql = operand.sql();
        var plain =
                switch (operand.type()) {
                    case SHORT, INT, LONG, FLOAT, DOUBLE, BOOLEAN, TEXT, UNKNOWN ->
                            "(" + sql + ")::text";
                    case TIMESTAMP -> "to_char(" + sql + ", 'YYYY-MM-DD\"T\"HH24:MI:SS.US')";
                    case BYTES, SHORTS, INTS, LONGS, FLOATS, DOUBLES, POINT, CIRCLE, POLYGON ->
                            throw impossible(cast, operand);
                };
        return made(
                operand,
                Type.TEXT,
                cast.length() == null ? plain : "left(" + plain + ", " + cast.length() + ")");
    }

    private static Bound timestamp(Expression.Cast cast, Bound operand) {
        if (operand.constant() instanceof String text) {
            return made(operand, Type.TIMESTAMP, Literal.timestamp(text, cast.operand().at()));
        }
        return switch (operand.type()) {
            case TIMESTAMP -> operand;
            case TEXT, UNKNOWN ->
                    made(operand, Type.TIMESTAMP, "(" + operand.sql() + ")::timestamp");
            case SHORT,
                    INT,
                    LONG,
                    FLOAT,
                    DOUBLE,
                    BOOLEAN,
                    BYTES,
                    SHORTS,
                    INTS,
                    LONGS,
                    FLOATS,
                    DOUBLES,
                    POINT,
                    CIRCLE,
                    POLYGON ->
                    throw impossible(cast, operand);
        };
    }

    private static double[] geometry(Expression.Cast cast, Bound operand) {
        if (!(operand.constant() instanceof String text)) {
            throw AdqlFailure.unsupported(
                    cast.at(), "CAST makes a geometry only of a text written in the query");
        }
        try {
            return Pattern.compile("\\s+")
                    .splitAsStream(text.strip())
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        } catch (NumberFormatException e) {
            throw AdqlFailure.type(
                    cast.operand().at(), "a geometry is written as numbers with spaces: " + text);
        }
    }

    private static Bound made(Bound operand, Type type, String sql) {
        return Bound.of(sql, type, Meaning.of(type, operand.meaning().unit()), List.of(operand));
    }

    private static RuntimeException impossible(Expression.Cast cast, Bound operand) {
        return AdqlFailure.type(
                cast.at(), operand.type().words() + " cannot be made " + cast.target());
    }
}
