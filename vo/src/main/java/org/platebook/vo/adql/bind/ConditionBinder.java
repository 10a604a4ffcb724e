package org.platebook.vo.adql.bind;

import static org.platebook.vo.adql.tree.Condition.Comparator.EQUAL;
import static org.platebook.vo.adql.tree.Condition.Comparator.NOT_EQUAL;

import org.jspecify.annotations.Nullable;
import org.platebook.vo.adql.AdqlFailure;
import org.platebook.vo.adql.tree.Condition;
import org.platebook.vo.adql.tree.Condition.Comparator;
import org.platebook.vo.adql.tree.Expression;
import org.platebook.vo.adql.tree.Position;
import org.platebook.vo.catalogue.Type;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Translates conditions. */
final class ConditionBinder {

    private final Binder binder;

    ConditionBinder(Binder binder) {
        this.binder = binder;
    }

    Bound condition(Condition condition, NameScope scope) {
        return switch (condition) {
            case Condition.Not not -> {
                var inner = condition(not.condition(), scope);
                yield truth("(not " + inner.sql() + ")", List.of(inner));
            }
            case Condition.And and -> all(and.conditions(), " and ", scope);
            case Condition.Or or -> all(or.conditions(), " or ", scope);
            case Condition.Comparison comparison -> comparison(comparison, scope);
            case Condition.Between between -> between(between, scope);
            case Condition.InList in -> inList(in, scope);
            case Condition.InQuery in -> inQuery(in, scope);
            case Condition.Like like -> like(like, scope);
            case Condition.IsNull nothing -> {
                var value = binder.expressions().expression(nothing.value(), scope);
                var words = nothing.negated() ? " is not null)" : " is null)";
                yield truth("((" + value.sql() + ")" + words, List.of(value));
            }
            case Condition.Exists exists -> {
                var rows = binder.selects().selection(exists.selection(), scope, null);
                yield truth("exists (" + rows.sql() + ")", List.of());
            }
        };
    }

    private Bound all(List<Condition> conditions, String word, NameScope scope) {
        var bound = conditions.stream().map(each -> condition(each, scope)).toList();
        var sql = bound.stream().map(Bound::sql).collect(Collectors.joining(word, "(", ")"));
        return truth(sql, bound);
    }

    static Bound truth(String sql, List<Bound> parts) {
        return Bound.of(
                sql, Type.BOOLEAN, org.platebook.vo.catalogue.Meaning.of(Type.BOOLEAN), parts);
    }

    private Bound comparison(Condition.Comparison comparison, NameScope scope) {
        var special = relation(comparison, scope);
        if (special == null) {
            special = nearness(comparison, scope);
        }
        if (special != null) {
            return special;
        }
        var left = binder.expressions().expression(comparison.left(), scope);
        var right = binder.expressions().expression(comparison.right(), scope);
        var comparator = comparison.comparator();
        var at = comparison.left().at();
        if (left.type().isGeometry() && comparator != EQUAL && comparator != NOT_EQUAL) {
            throw AdqlFailure.type(at, left.type().words() + " has no order");
        }
        var sides = alike(left, right, comparison.right().at(), at);
        return truth(
                "("
                        + sides.get(0).sql()
                        + " "
                        + comparator.symbol()
                        + " "
                        + sides.get(1).sql()
                        + ")",
                sides);
    }

    /** CONTAINS or INTERSECTS compared with 0 or 1, which an index may answer. */
    private @Nullable Bound relation(Condition.Comparison comparison, NameScope scope) {
        var relation = comparison.left();
        var number = comparison.right();
        if (!(relation instanceof Expression.Relation)) {
            relation = comparison.right();
            number = comparison.left();
        }
        boolean equal = comparison.comparator() == EQUAL;
        if (!(relation instanceof Expression.Relation related)
                || !(number instanceof Expression.Whole whole)
                || whole.value().compareTo(BigInteger.ONE) > 0
                || (!equal && comparison.comparator() != NOT_EQUAL)) {
            return null;
        }
        var bound = binder.expressions().geometry().related(related, scope);
        boolean holds = equal == (whole.value().signum() == 1);
        return holds ? bound : truth("(not " + bound.sql() + ")", List.of(bound));
    }

    /** DISTANCE compared with a bound from above, which an index may answer. */
    private @Nullable Bound nearness(Condition.Comparison comparison, NameScope scope) {
        var distance = comparison.left();
        var limit = comparison.right();
        var comparator = comparison.comparator();
        if (!(distance instanceof Expression.Distance)) {
            distance = comparison.right();
            limit = comparison.left();
            comparator = comparator.mirrored();
        }
        boolean below = comparator == Comparator.LESS || comparator == Comparator.LESS_OR_EQUAL;
        if (!(distance instanceof Expression.Distance near) || !below) {
            return null;
        }
        var radius = binder.expressions().number(limit, scope);
        return binder.expressions().geometry().within(near, comparator, radius, scope);
    }

    private Bound between(Condition.Between between, NameScope scope) {
        var value = binder.expressions().expression(between.value(), scope);
        var low = binder.expressions().expression(between.low(), scope);
        var high = binder.expressions().expression(between.high(), scope);
        var lower = alike(value, low, between.low().at(), between.at());
        var upper = alike(value, high, between.high().at(), between.at());
        if (value.type().isGeometry()) {
            throw AdqlFailure.type(between.at(), value.type().words() + " has no order");
        }
        return truth(
                "(%s%s between %s and %s)"
                        .formatted(
                                lower.get(0).sql(),
                                between.negated() ? " not" : "",
                                lower.get(1).sql(),
                                upper.get(1).sql()),
                List.of(lower.get(0), lower.get(1), upper.get(1)));
    }

    private Bound inList(Condition.InList in, NameScope scope) {
        var value = binder.expressions().expression(in.value(), scope);
        var parts = new ArrayList<Bound>();
        parts.add(value);
        var list = new ArrayList<String>();
        for (var each : in.list()) {
            var sides =
                    alike(value, binder.expressions().expression(each, scope), each.at(), in.at());
            parts.add(sides.get(1));
            list.add(sides.get(1).sql());
        }
        return truth(
                "(%s%s in (%s))"
                        .formatted(
                                value.sql(), in.negated() ? " not" : "", String.join(", ", list)),
                parts);
    }

    private Bound inQuery(Condition.InQuery in, NameScope scope) {
        var value = binder.expressions().expression(in.value(), scope);
        var rows = binder.selects().selection(in.selection(), scope, null);
        if (rows.fields().size() != 1) {
            throw AdqlFailure.meaning(
                    in.at(), "the query of IN must select one column, not " + rows.fields().size());
        }
        checkComparable(value.type(), rows.fields().getFirst().type(), in.at());
        return truth(
                "(%s%s in (%s))".formatted(value.sql(), in.negated() ? " not" : "", rows.sql()),
                List.of(value));
    }

    /**
     * In ADQL a pattern has no escape character (ADQL 2.1, 2.2.6): PostgreSQL's is switched off.
     */
    private Bound like(Condition.Like like, NameScope scope) {
        var value = binder.expressions().text(like.value(), scope);
        var pattern = binder.expressions().text(like.pattern(), scope);
        return truth(
                "(%s%s %s %s escape '')"
                        .formatted(
                                value.sql(),
                                like.negated() ? " not" : "",
                                like.folded() ? "ilike" : "like",
                                pattern.sql()),
                List.of(value, pattern));
    }

    /** Both sides in types that PostgreSQL compares; a literal takes the type of the other side. */
    private static List<Bound> alike(Bound left, Bound right, Position rightAt, Position leftAt) {
        var one = towards(left, right.type(), leftAt);
        var other = towards(right, left.type(), rightAt);
        checkComparable(one.type(), other.type(), leftAt);
        return List.of(one, other);
    }

    private static Bound towards(Bound value, Type type, Position at) {
        if (type == Type.TIMESTAMP && value.constant() instanceof String text) {
            return Bound.constant(Literal.timestamp(text, at), Type.TIMESTAMP, text);
        }
        if (type == Type.BOOLEAN && value.constant() != null) {
            return Bound.constant(
                    Literal.truth(value.constant(), at), Type.BOOLEAN, value.constant());
        }
        return value;
    }

    static void checkComparable(Type one, Type other, Position at) {
        boolean alike = one == other || (one.isNumber() && other.isNumber());
        if (!alike && one != Type.UNKNOWN && other != Type.UNKNOWN) {
            throw AdqlFailure.type(
                    at, "%s cannot be compared with %s".formatted(one.words(), other.words()));
        }
    }
}
