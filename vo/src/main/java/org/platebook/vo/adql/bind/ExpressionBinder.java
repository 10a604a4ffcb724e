package org.platebook.vo.adql.bind;

import org.platebook.vo.adql.AdqlFailure;
import org.platebook.vo.adql.tree.Expression;
import org.platebook.vo.adql.tree.Expression.Operator;
import org.platebook.vo.adql.tree.QualifiedName;
import org.platebook.vo.catalogue.Meaning;
import org.platebook.vo.catalogue.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Translates expressions. */
final class ExpressionBinder {

    private final FunctionBinder functions = new FunctionBinder(this);
    private final CastBinder casts = new CastBinder();
    private final GeometryBinder geometry;

    ExpressionBinder(SkySearch search) {
        this.geometry = new GeometryBinder(this, search);
    }

    GeometryBinder geometry() {
        return geometry;
    }

    /** Any expression; what equals a group key of its SELECT counts as grouped. */
    Bound expression(Expression expression, NameScope scope) {
        var bound = bound(expression, scope);
        return scope.groupsBy(bound) ? bound.grouped() : bound;
    }

    /** An expression that must be a number. */
    Bound number(Expression expression, NameScope scope) {
        var bound = expression(expression, scope);
        if (!bound.type().isNumber() && bound.type() != Type.UNKNOWN) {
            throw AdqlFailure.type(
                    expression.at(), "a number is needed, not " + bound.type().words());
        }
        return bound;
    }

    /** An expression that must be a text. */
    Bound text(Expression expression, NameScope scope) {
        var bound = expression(expression, scope);
        if (bound.type() != Type.TEXT && bound.type() != Type.UNKNOWN) {
            throw AdqlFailure.type(
                    expression.at(),
                    "a text is needed, not %s; CAST(… AS VARCHAR) makes one"
                            .formatted(bound.type().words()));
        }
        return bound;
    }

    private Bound bound(Expression expression, NameScope scope) {
        return switch (expression) {
            case Expression.Null _ -> Bound.of("null", Type.UNKNOWN);
            case Expression.Whole whole -> Literal.whole(whole.value());
            case Expression.Decimal decimal -> Literal.decimal(decimal.value());
            case Expression.Text text -> Literal.text(text);
            case Expression.Column column -> column(column.name(), scope);
            case Expression.Negative negative -> negative(negative, scope);
            case Expression.Arithmetic arithmetic -> arithmetic(arithmetic, scope);
            case Expression.Concatenation both -> {
                var left = text(both.left(), scope);
                var right = text(both.right(), scope);
                yield Bound.of(
                        "(" + left.sql() + " || " + right.sql() + ")", Type.TEXT, left, right);
            }
            case Expression.SetFunction function -> functions.set(function, scope);
            case Expression.FirstKnown first -> firstKnown(first, scope);
            case Expression.Cast cast -> casts.cast(cast, expression(cast.operand(), scope));
            case Expression.Call call -> functions.call(call, scope);
            case Expression.UserCall call -> throw functions.unknown(call);
            case Expression.InUnit unit ->
                    throw AdqlFailure.unsupported(unit.at(), "IN_UNIT is not supported");
            case Expression.Point point -> geometry.point(point, scope);
            case Expression.Circle circle -> geometry.circle(circle, scope);
            case Expression.Box box -> geometry.box(box, scope);
            case Expression.Polygon polygon -> geometry.polygon(polygon, scope);
            case Expression.Region region ->
                    throw AdqlFailure.unsupported(
                            region.at(), "REGION is not supported; use CIRCLE or POLYGON");
            case Expression.OfGeometry of -> geometry.measure(of, scope);
            case Expression.Relation relation -> {
                var related = geometry.related(relation, scope);
                yield Bound.of("(" + related.sql() + ")::integer", Type.INT, related);
            }
            case Expression.Distance distance -> geometry.distance(distance, scope);
        };
    }

    static Bound column(NameScope.Visible column, List<QualifiedName> ungrouped) {
        return new Bound(
                column.sql(),
                column.field().type(),
                column.field().meaning(),
                null,
                GeometryBinder.parts(column),
                ungrouped,
                false);
    }

    private static Bound column(QualifiedName name, NameScope scope) {
        var found = scope.column(name);
        return column(found.column(), found.here() ? List.of(name) : List.of());
    }

    private Bound negative(Expression.Negative negative, NameScope scope) {
        if (negative.operand() instanceof Expression.Whole whole) {
            return Literal.whole(whole.value().negate());
        }
        var operand = number(negative.operand(), scope);
        var number = operand.number();
        if (number != null) {
            return Literal.decimal(-number);
        }
        return Bound.of(
                "(- " + operand.sql() + ")",
                operand.type(),
                Meaning.of(operand.type(), operand.meaning().unit()),
                List.of(operand));
    }

    private Bound arithmetic(Expression.Arithmetic arithmetic, NameScope scope) {
        var left = number(arithmetic.left(), scope);
        var right = number(arithmetic.right(), scope);
        var type = wider(left.type(), right.type());
        boolean sum =
                arithmetic.operator() == Operator.PLUS || arithmetic.operator() == Operator.MINUS;
        boolean sameUnit = Objects.equals(left.meaning().unit(), right.meaning().unit());
        var unit = sum && sameUnit ? left.meaning().unit() : null;
        return Bound.of(
                "(" + left.sql() + " " + arithmetic.operator().symbol() + " " + right.sql() + ")",
                type,
                Meaning.of(type, unit),
                List.of(left, right));
    }

    /** The type that PostgreSQL gives to arithmetic of two numbers. */
    static Type wider(Type one, Type other) {
        if (one == Type.UNKNOWN || other == Type.UNKNOWN) {
            return one == Type.UNKNOWN ? (other == Type.UNKNOWN ? Type.DOUBLE : other) : one;
        }
        if (one.isWhole() != other.isWhole()) {
            return Type.DOUBLE;
        }
        return one.compareTo(other) < 0 ? other : one;
    }

    private Bound firstKnown(Expression.FirstKnown first, NameScope scope) {
        var operands = new ArrayList<Bound>();
        var type = Type.UNKNOWN;
        for (var each : first.operands()) {
            var operand = expression(each, scope);
            var common = SetBinder.common(type, operand.type());
            if (common == null) {
                throw AdqlFailure.type(
                        each.at(),
                        "COALESCE needs operands of one type, not %s and %s"
                                .formatted(type.words(), operand.type().words()));
            }
            type = common;
            operands.add(operand);
        }
        var sql = operands.stream().map(Bound::sql).collect(Collectors.joining(", "));
        var meaning = operands.getFirst().meaning();
        var bound =
                Bound.of("coalesce(" + sql + ")", type, Meaning.of(type, meaning.unit()), operands);
        return type.isGeometry() ? bound.with(GeometryBinder.parts(bound.sql(), type)) : bound;
    }
}
