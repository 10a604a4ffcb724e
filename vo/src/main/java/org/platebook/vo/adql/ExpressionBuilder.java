package org.platebook.vo.adql;

import static org.platebook.vo.adql.AdqlReader.at;
import static org.platebook.vo.adql.QueryBuilder.unknown;

import org.antlr.v4.runtime.Token;
import org.platebook.vo.adql.grammar.AdqlParser;
import org.platebook.vo.adql.grammar.AdqlParser.CastContext;
import org.platebook.vo.adql.grammar.AdqlParser.ExpressionContext;
import org.platebook.vo.adql.grammar.AdqlParser.IdentifierContext;
import org.platebook.vo.adql.grammar.AdqlParser.LiteralContext;
import org.platebook.vo.adql.grammar.AdqlParser.MathFunctionContext;
import org.platebook.vo.adql.grammar.AdqlParser.PrimaryContext;
import org.platebook.vo.adql.grammar.AdqlParser.QualifiedNameContext;
import org.platebook.vo.adql.grammar.AdqlParser.SetFunctionContext;
import org.platebook.vo.adql.tree.Expression;
import org.platebook.vo.adql.tree.Expression.Operator;
import org.platebook.vo.adql.tree.Name;
import org.platebook.vo.adql.tree.Position;
import org.platebook.vo.adql.tree.QualifiedName;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/** Builds expressions and names from what the parser found. */
final class ExpressionBuilder {

    private final GeometryBuilder geometry = new GeometryBuilder(this);

    Name name(IdentifierContext context) {
        var token = context.getStart();
        if (context.DELIMITED_IDENTIFIER() == null) {
            return new Name(token.getText(), false, at(token));
        }
        return new Name(unquoted(token.getText(), "\""), true, at(token));
    }

    QualifiedName qualified(QualifiedNameContext context) {
        return new QualifiedName(context.identifier().stream().map(this::name).toList());
    }

    static String unquoted(String text, String quote) {
        return text.substring(1, text.length() - 1).replace(quote + quote, quote);
    }

    List<Expression> all(List<ExpressionContext> contexts) {
        return contexts.stream().map(this::expression).toList();
    }

    Expression expression(ExpressionContext context) {
        return switch (context) {
            case AdqlParser.SignedContext signed -> {
                var operand = expression(signed.expression());
                yield signed.sign.getType() == AdqlParser.MINUS
                        ? new Expression.Negative(operand, at(signed.sign))
                        : operand;
            }
            case AdqlParser.ProductContext product ->
                    arithmetic(
                            product.op.getType() == AdqlParser.ASTERISK
                                    ? Operator.TIMES
                                    : Operator.DIVIDE,
                            product.expression());
            case AdqlParser.SumContext sum ->
                    arithmetic(
                            sum.op.getType() == AdqlParser.PLUS ? Operator.PLUS : Operator.MINUS,
                            sum.expression());
            case AdqlParser.ConcatenationContext both ->
                    new Expression.Concatenation(
                            expression(both.expression(0)), expression(both.expression(1)));
            case AdqlParser.SimpleExpressionContext simple -> primary(simple.primary());
            default -> throw unknown(context);
        };
    }

    private Expression arithmetic(Operator operator, List<ExpressionContext> sides) {
        return new Expression.Arithmetic(
                operator, expression(sides.get(0)), expression(sides.get(1)));
    }

    private Expression primary(PrimaryContext context) {
        var at = at(context.getStart());
        return switch (context) {
            case AdqlParser.LiteralValueContext literal -> literal(literal.literal());
            case AdqlParser.ColumnReferenceContext column ->
                    new Expression.Column(qualified(column.qualifiedName()));
            case AdqlParser.SetFunctionValueContext function -> setFunction(function.setFunction());
            case CastContext cast -> cast(cast);
            case AdqlParser.CoalesceContext coalesce ->
                    new Expression.FirstKnown(all(coalesce.expression()), at);
            case AdqlParser.InUnitContext unit ->
                    new Expression.InUnit(
                            expression(unit.expression()),
                            unquoted(unit.STRING().getText(), "'"),
                            at);
            case AdqlParser.MathFunctionValueContext function -> math(function.mathFunction());
            case AdqlParser.CaseFoldingContext fold ->
                    new Expression.Call(
                            function(fold.name), List.of(expression(fold.expression())), at);
            case AdqlParser.GeometryFunctionValueContext function ->
                    geometry.function(function.geometryFunction());
            case AdqlParser.UserFunctionContext user ->
                    new Expression.UserCall(
                            new Name(user.REGULAR_IDENTIFIER().getText(), false, at),
                            all(user.expression()));
            case AdqlParser.NestedExpressionContext nested -> expression(nested.expression());
            default -> throw unknown(context);
        };
    }

    private static Expression literal(LiteralContext context) {
        var token = context.getStart();
        var at = at(token);
        return switch (token.getType()) {
            case AdqlParser.NULL -> new Expression.Null(at);
            case AdqlParser.UNSIGNED_INTEGER ->
                    new Expression.Whole(new BigInteger(token.getText()), at);
            case AdqlParser.DECIMAL, AdqlParser.APPROXIMATE -> decimal(token.getText(), at);
            case AdqlParser.STRING -> text(unquoted(token.getText(), "'"), at);
            default -> throw unknown(context);
        };
    }

    private static Expression decimal(String digits, Position at) {
        double value = Double.parseDouble(digits);
        if (Double.isInfinite(value)) {
            throw AdqlFailure.type(at, "the number " + digits + " is too large");
        }
        return new Expression.Decimal(value, at);
    }

    private static Expression text(String value, Position at) {
        if (value.indexOf('\0') >= 0) {
            throw AdqlFailure.syntax(at, "a text cannot hold the character U+0000");
        }
        return new Expression.Text(value, at);
    }

    private Expression setFunction(SetFunctionContext context) {
        var at = at(context.getStart());
        return switch (context) {
            case AdqlParser.CountRowsContext _ ->
                    new Expression.SetFunction(Expression.Set.COUNT, false, null, at);
            case AdqlParser.GeneralSetFunctionContext general ->
                    new Expression.SetFunction(
                            Expression.Set.valueOf(upper(general.name)),
                            general.quantifier != null
                                    && general.quantifier.getType() == AdqlParser.DISTINCT,
                            expression(general.expression()),
                            at);
            default -> throw unknown(context);
        };
    }

    private Expression cast(CastContext context) {
        var operand = expression(context.expression());
        var at = at(context.getStart());
        return switch (context.castTarget()) {
            case AdqlParser.SimpleTargetContext simple ->
                    new Expression.Cast(
                            operand, Expression.Target.valueOf(upper(simple.name)), null, at);
            case AdqlParser.DoubleTargetContext _ ->
                    new Expression.Cast(operand, Expression.Target.DOUBLE, null, at);
            case AdqlParser.TextTargetContext text ->
                    new Expression.Cast(
                            operand,
                            Expression.Target.valueOf(upper(text.name)),
                            text.UNSIGNED_INTEGER() == null
                                    ? null
                                    : length(text.UNSIGNED_INTEGER().getSymbol()),
                            at);
            default -> throw unknown(context.castTarget());
        };
    }

    private static Integer length(Token token) {
        var digits = token.getText();
        if (digits.length() > 7 || Integer.parseInt(digits) < 1) {
            throw AdqlFailure.syntax(at(token), "a length must be from 1 to 9999999");
        }
        return Integer.valueOf(digits);
    }

    private Expression math(MathFunctionContext context) {
        var at = at(context.getStart());
        return switch (context) {
            case AdqlParser.UnaryMathContext one ->
                    new Expression.Call(
                            function(one.name), List.of(expression(one.expression())), at);
            case AdqlParser.BinaryMathContext two ->
                    new Expression.Call(function(two.name), all(two.expression()), at);
            case AdqlParser.RoundingContext rounding -> {
                var value = expression(rounding.expression());
                yield new Expression.Call(
                        function(rounding.name),
                        rounding.places() == null
                                ? List.of(value)
                                : List.of(value, places(rounding.places())),
                        at);
            }
            case AdqlParser.PiContext _ ->
                    new Expression.Call(Expression.Function.PI, List.of(), at);
            case AdqlParser.RandContext _ ->
                    new Expression.Call(Expression.Function.RAND, List.of(), at);
            default -> throw unknown(context);
        };
    }

    private static Expression places(AdqlParser.PlacesContext context) {
        var at = at(context.getStart());
        var digits = new BigInteger(context.UNSIGNED_INTEGER().getText());
        var whole = new Expression.Whole(digits, at);
        return context.MINUS() == null ? whole : new Expression.Negative(whole, at);
    }

    private static Expression.Function function(Token token) {
        return Expression.Function.valueOf(upper(token));
    }

    static String upper(Token token) {
        return token.getText().toUpperCase(Locale.ROOT);
    }
}
