package org.platebook.vo.adql.bind;

import org.platebook.model.failure.Refused;
import org.platebook.vo.adql.AdqlFailure;
import org.platebook.vo.adql.tree.Expression;
import org.platebook.vo.adql.tree.Expression.Function;
import org.platebook.vo.catalogue.Meaning;
import org.platebook.vo.catalogue.Type;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Translates the functions of numbers and texts, and the set functions (ADQL 2.1, 2.3, 4.3). */
final class FunctionBinder {

    private static final int MOST_PLACES = 300;

    private final ExpressionBinder expressions;

    FunctionBinder(ExpressionBinder expressions) {
        this.expressions = expressions;
    }

    Bound call(Expression.Call call, NameScope scope) {
        var arguments = call.arguments();
        return switch (call.function()) {
            case LOWER, UPPER -> {
                var text = expressions.text(arguments.getFirst(), scope);
                yield Bound.of(name(call) + "(" + text.sql() + ")", Type.TEXT, text);
            }
            case PI -> Bound.of("pi()", Type.DOUBLE);
            case RAND -> Bound.of("random()", Type.DOUBLE);
            case ABS -> {
                var value = expressions.number(arguments.getFirst(), scope);
                var type = value.type() == Type.UNKNOWN ? Type.DOUBLE : value.type();
                yield Bound.of(
                        "abs(" + value.sql() + ")",
                        type,
                        Meaning.of(type, value.meaning().unit()),
                        List.of(value));
            }
            case MOD -> mod(call, scope);
            case POWER, ATAN2 -> {
                var one = expressions.number(arguments.get(0), scope);
                var other = expressions.number(arguments.get(1), scope);
                yield Bound.of(
                        "%s(%s, %s)".formatted(name(call), one.asDouble(), other.asDouble()),
                        Type.DOUBLE,
                        one,
                        other);
            }
            case ROUND, TRUNCATE -> rounded(call, scope);
            case CEILING,
                    FLOOR,
                    DEGREES,
                    RADIANS,
                    EXP,
                    LOG,
                    LOG10,
                    SQRT,
                    ACOS,
                    ASIN,
                    ATAN,
                    COS,
                    COT,
                    SIN,
                    TAN -> {
                var value = expressions.number(arguments.getFirst(), scope);
                yield Bound.of(name(call) + "(" + value.asDouble() + ")", Type.DOUBLE, value);
            }
        };
    }

    /** PostgreSQL's name of a function. */
    private static String name(Expression.Call call) {
        return switch (call.function()) {
            case LOG -> "ln";
            case LOG10 -> "log10";
            case TRUNCATE -> "trunc";
            case RAND -> "random";
            case ABS,
                    CEILING,
                    DEGREES,
                    EXP,
                    FLOOR,
                    RADIANS,
                    SQRT,
                    ACOS,
                    ASIN,
                    ATAN,
                    COS,
                    COT,
                    SIN,
                    TAN,
                    MOD,
                    POWER,
                    ATAN2,
                    ROUND,
                    PI,
                    LOWER,
                    UPPER ->
                    call.function().name().toLowerCase(Locale.ROOT);
        };
    }

    /** The remainder has the sign of the dividend; PostgreSQL's mod knows no double precision. */
    private Bound mod(Expression.Call call, NameScope scope) {
        var one = expressions.number(call.arguments().get(0), scope);
        var other = expressions.number(call.arguments().get(1), scope);
        if (one.type().isWhole() && other.type().isWhole()) {
            var type = ExpressionBinder.wider(one.type(), other.type());
            return Bound.of("mod(" + one.sql() + ", " + other.sql() + ")", type, one, other);
        }
        var x = one.asDouble();
        var y = other.asDouble();
        return Bound.of(
                "(%s - %s * trunc(%s / %s))".formatted(x, y, x, y), Type.DOUBLE, one, other);
    }

    /** Halves are rounded away from zero, as numeric does; double precision would go to even. */
    private Bound rounded(Expression.Call call, NameScope scope) {
        var value = expressions.number(call.arguments().getFirst(), scope);
        int places = 0;
        if (call.arguments().size() > 1) {
            var wanted = call.arguments().get(1);
            var number = expressions.number(wanted, scope).number();
            if (number == null || Math.abs(number) > MOST_PLACES) {
                throw AdqlFailure.type(
                        wanted.at(), "places must be a whole number from -300 to 300");
            }
            places = number.intValue();
        }
        return Bound.of(
                "%s((%s)::numeric, %s)::double precision"
                        .formatted(name(call), value.sql(), places),
                Type.DOUBLE,
                Meaning.of(Type.DOUBLE, value.meaning().unit()),
                List.of(value));
    }

    Bound set(Expression.SetFunction function, NameScope scope) {
        if (function.operand() == null) {
            return aggregate("count(*)", Type.LONG, Meaning.of(Type.LONG));
        }
        var operand = expressions.expression(function.operand(), scope);
        if (operand.aggregate()) {
            throw AdqlFailure.meaning(function.at(), "a set function cannot stand in another one");
        }
        var value = (function.distinct() ? "distinct " : "") + operand.sql();
        var unit = operand.meaning().unit();
        return switch (function.function()) {
            case COUNT -> aggregate("count(" + value + ")", Type.LONG, Meaning.of(Type.LONG));
            case SUM -> {
                checkNumber(operand, function);
                var type = operand.type().isWhole() ? Type.LONG : Type.DOUBLE;
                yield aggregate(
                        "sum(%s%s)::%s"
                                .formatted(
                                        function.distinct() ? "distinct " : "",
                                        operand.type().isWhole()
                                                ? operand.sql()
                                                : operand.asDouble(),
                                        type.sql()),
                        type,
                        Meaning.of(type, unit));
            }
            case AVG -> {
                checkNumber(operand, function);
                yield aggregate(
                        "avg(" + value + ")::double precision",
                        Type.DOUBLE,
                        Meaning.of(Type.DOUBLE, unit));
            }
            case MIN, MAX -> {
                if (!operand.type().isNumber()
                        && operand.type() != Type.TEXT
                        && operand.type() != Type.TIMESTAMP) {
                    throw AdqlFailure.type(function.at(), operand.type().words() + " has no order");
                }
                yield aggregate(
                        function.function().name().toLowerCase(Locale.ROOT) + "(" + value + ")",
                        operand.type(),
                        Meaning.of(operand.type(), unit));
            }
        };
    }

    private static void checkNumber(Bound operand, Expression.SetFunction function) {
        if (!operand.type().isNumber()) {
            throw AdqlFailure.type(
                    function.at(),
                    "%s needs numbers, not %s"
                            .formatted(function.function(), operand.type().words()));
        }
    }

    private static Bound aggregate(String sql, Type type, Meaning meaning) {
        return new Bound(sql, type, meaning, null, null, List.of(), true);
    }

    Refused unknown(Expression.UserCall call) {
        var names =
                Arrays.stream(Function.values())
                        .map(function -> function.name().toLowerCase(Locale.ROOT))
                        .toList();
        return AdqlFailure.name(
                call.at(),
                "no function %s%s"
                        .formatted(call.name(), NearNames.hint(call.name().text(), names)));
    }
}
