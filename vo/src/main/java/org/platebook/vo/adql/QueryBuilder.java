package org.platebook.vo.adql;

import static org.platebook.vo.adql.AdqlReader.at;

import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.platebook.vo.adql.grammar.AdqlParser;
import org.platebook.vo.adql.grammar.AdqlParser.ConditionContext;
import org.platebook.vo.adql.grammar.AdqlParser.ConjunctionContext;
import org.platebook.vo.adql.grammar.AdqlParser.DisjunctionContext;
import org.platebook.vo.adql.grammar.AdqlParser.JoinSpecificationContext;
import org.platebook.vo.adql.grammar.AdqlParser.JoinTypeContext;
import org.platebook.vo.adql.grammar.AdqlParser.NegationContext;
import org.platebook.vo.adql.grammar.AdqlParser.NestedConditionContext;
import org.platebook.vo.adql.grammar.AdqlParser.OrderByClauseContext;
import org.platebook.vo.adql.grammar.AdqlParser.PredicateContext;
import org.platebook.vo.adql.grammar.AdqlParser.QueryContext;
import org.platebook.vo.adql.grammar.AdqlParser.QuerySetContext;
import org.platebook.vo.adql.grammar.AdqlParser.QuerySetPrimaryContext;
import org.platebook.vo.adql.grammar.AdqlParser.QuerySetTermContext;
import org.platebook.vo.adql.grammar.AdqlParser.SelectExpressionContext;
import org.platebook.vo.adql.grammar.AdqlParser.SelectItemContext;
import org.platebook.vo.adql.grammar.AdqlParser.SelectListContext;
import org.platebook.vo.adql.grammar.AdqlParser.SelectQueryContext;
import org.platebook.vo.adql.grammar.AdqlParser.SimpleConditionContext;
import org.platebook.vo.adql.grammar.AdqlParser.TableReferenceContext;
import org.platebook.vo.adql.tree.Condition;
import org.platebook.vo.adql.tree.Condition.Comparator;
import org.platebook.vo.adql.tree.Name;
import org.platebook.vo.adql.tree.Query;
import org.platebook.vo.adql.tree.RowSet;
import org.platebook.vo.adql.tree.SelectItem;
import org.platebook.vo.adql.tree.Selection;
import org.platebook.vo.adql.tree.TableReference;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Builds queries, tables and conditions from what the parser found. */
final class QueryBuilder {

    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private final ExpressionBuilder expressions = new ExpressionBuilder();

    Query query(QueryContext context) {
        var with = new ArrayList<Query.With>();
        if (context.withClause() != null) {
            for (var each : context.withClause().withQuery()) {
                with.add(
                        new Query.With(
                                expressions.name(each.identifier()),
                                selection(each.selectExpression())));
            }
        }
        return new Query(with, selection(context.selectExpression()));
    }

    private Selection selection(SelectExpressionContext context) {
        var offset = context.offsetClause();
        return new Selection(
                rows(context.querySet()),
                order(context.orderByClause()),
                offset == null ? null : count(offset.UNSIGNED_INTEGER().getSymbol()));
    }

    private List<Selection.OrderTerm> order(@Nullable OrderByClauseContext context) {
        if (context == null) {
            return List.of();
        }
        return context.orderByTerm().stream()
                .map(
                        term ->
                                new Selection.OrderTerm(
                                        expressions.expression(term.expression()),
                                        term.DESC() != null))
                .toList();
    }

    /** A number of rows; what is more than any table has is the same as no bound. */
    private static long count(Token token) {
        return new BigInteger(token.getText()).min(MOST).longValueExact();
    }

    private RowSet rows(QuerySetContext context) {
        var rows = term(context.querySetTerm(0));
        for (int i = 0; i < context.op.size(); i++) {
            var operator =
                    context.op.get(i).getType() == AdqlParser.UNION
                            ? RowSet.Operator.UNION
                            : RowSet.Operator.EXCEPT;
            boolean all = context.all.get(i).ALL() != null;
            var right = term(context.querySetTerm(i + 1));
            rows = new RowSet.SetOperation(operator, all, rows, right, at(context.op.get(i)));
        }
        return rows;
    }

    private RowSet term(QuerySetTermContext context) {
        var rows = primary(context.querySetPrimary(0));
        for (int i = 1; i < context.querySetPrimary().size(); i++) {
            boolean all = context.all.get(i - 1).ALL() != null;
            var right = primary(context.querySetPrimary(i));
            var at = at(context.INTERSECT(i - 1).getSymbol());
            rows = new RowSet.SetOperation(RowSet.Operator.INTERSECT, all, rows, right, at);
        }
        return rows;
    }

    private RowSet primary(QuerySetPrimaryContext context) {
        return switch (context) {
            case AdqlParser.PlainSelectContext plain -> select(plain.selectQuery());
            case AdqlParser.NestedSelectContext nested ->
                    new RowSet.Nested(selection(nested.selectExpression()), at(nested.getStart()));
            default -> throw unknown(context);
        };
    }

    private RowSet.Select select(SelectQueryContext context) {
        return new RowSet.Select(
                context.quantifier != null && context.quantifier.getType() == AdqlParser.DISTINCT,
                context.TOP() == null ? null : count(context.UNSIGNED_INTEGER().getSymbol()),
                items(context.selectList()),
                context.tableReference().stream().map(this::table).toList(),
                context.WHERE() == null ? null : condition(context.condition()),
                context.expression().stream().map(expressions::expression).toList(),
                context.having == null ? null : condition(context.having.condition()),
                at(context.getStart()));
    }

    private List<SelectItem> items(SelectListContext context) {
        return switch (context) {
            case AdqlParser.EverythingContext all ->
                    List.of(new SelectItem.Everything(at(all.getStart())));
            case AdqlParser.ChosenContext chosen ->
                    chosen.selectItem().stream().map(this::item).toList();
            default -> throw unknown(context);
        };
    }

    private SelectItem item(SelectItemContext context) {
        return switch (context) {
            case AdqlParser.AllOfTableContext all ->
                    new SelectItem.AllOf(expressions.qualified(all.qualifiedName()));
            case AdqlParser.DerivedColumnContext one ->
                    new SelectItem.Derived(
                            expressions.expression(one.expression()), alias(one.identifier()));
            default -> throw unknown(context);
        };
    }

    private @Nullable Name alias(AdqlParser.@Nullable IdentifierContext context) {
        return context == null ? null : expressions.name(context);
    }

    private TableReference table(TableReferenceContext context) {
        var at = at(context.getStart());
        return switch (context) {
            case AdqlParser.NamedTableContext named ->
                    new TableReference.Named(
                            expressions.qualified(named.qualifiedName()),
                            alias(named.identifier()));
            case AdqlParser.DerivedTableContext derived ->
                    new TableReference.Derived(
                            selection(derived.selectExpression()),
                            expressions.name(derived.identifier()),
                            at);
            case AdqlParser.NestedJoinContext nested -> table(nested.tableReference());
            case AdqlParser.NaturalJoinContext join ->
                    new TableReference.Join(
                            table(join.tableReference(0)),
                            table(join.tableReference(1)),
                            kind(join.joinType()),
                            new TableReference.Specification.Natural(),
                            at(join.JOIN().getSymbol()));
            case AdqlParser.QualifiedJoinContext join ->
                    new TableReference.Join(
                            table(join.tableReference(0)),
                            table(join.tableReference(1)),
                            kind(join.joinType()),
                            specification(join.joinSpecification()),
                            at(join.JOIN().getSymbol()));
            default -> throw unknown(context);
        };
    }

    private static TableReference.Kind kind(@Nullable JoinTypeContext context) {
        if (context == null || context.INNER() != null) {
            return TableReference.Kind.INNER;
        }
        if (context.LEFT() != null) {
            return TableReference.Kind.LEFT;
        }
        return context.RIGHT() != null ? TableReference.Kind.RIGHT : TableReference.Kind.FULL;
    }

    private TableReference.Specification specification(JoinSpecificationContext context) {
        return switch (context) {
            case AdqlParser.JoinOnContext on ->
                    new TableReference.Specification.On(condition(on.condition()));
            case AdqlParser.JoinUsingContext using ->
                    new TableReference.Specification.Using(
                            using.identifier().stream().map(expressions::name).toList());
            default -> throw unknown(context);
        };
    }

    Condition condition(ConditionContext context) {
        var at = at(context.getStart());
        return switch (context) {
            case NegationContext not -> new Condition.Not(condition(not.condition()), at);
            case ConjunctionContext and -> new Condition.And(chain(and), at);
            case DisjunctionContext or -> new Condition.Or(chain(or), at);
            case SimpleConditionContext simple -> predicate(simple.predicate());
            case NestedConditionContext nested -> condition(nested.condition());
            default -> throw unknown(context);
        };
    }

    /** The members of a chain of ANDs (or of ORs), which may be too long for recursion. */
    private List<Condition> chain(ConditionContext context) {
        var members = new ArrayDeque<Condition>();
        var at = context;
        while (at.getClass() == context.getClass()) {
            var sides =
                    switch (at) {
                        case ConjunctionContext and -> and.condition();
                        case DisjunctionContext or -> or.condition();
                        default -> throw unknown(at);
                    };
            members.addFirst(condition(sides.get(1)));
            at = sides.get(0);
        }
        members.addFirst(condition(at));
        return List.copyOf(members);
    }

    private Condition predicate(PredicateContext context) {
        return switch (context) {
            case AdqlParser.ComparisonPredicateContext compare ->
                    new Condition.Comparison(
                            expressions.expression(compare.expression(0)),
                            comparator(compare.comparison().getStart()),
                            expressions.expression(compare.expression(1)));
            case AdqlParser.BetweenPredicateContext between ->
                    new Condition.Between(
                            expressions.expression(between.expression(0)),
                            between.NOT() != null,
                            expressions.expression(between.expression(1)),
                            expressions.expression(between.expression(2)));
            case AdqlParser.InQueryContext in ->
                    new Condition.InQuery(
                            expressions.expression(in.expression()),
                            in.NOT() != null,
                            selection(in.selectExpression()));
            case AdqlParser.InListContext in -> {
                var all = in.expression().stream().map(expressions::expression).toList();
                yield new Condition.InList(
                        all.getFirst(), in.NOT() != null, all.subList(1, all.size()));
            }
            case AdqlParser.LikePredicateContext like ->
                    new Condition.Like(
                            expressions.expression(like.expression(0)),
                            like.NOT() != null,
                            like.like.getType() == AdqlParser.ILIKE,
                            expressions.expression(like.expression(1)));
            case AdqlParser.NullPredicateContext nothing ->
                    new Condition.IsNull(
                            expressions.expression(nothing.expression()), nothing.NOT() != null);
            case AdqlParser.ExistsPredicateContext exists ->
                    new Condition.Exists(
                            selection(exists.selectExpression()), at(exists.getStart()));
            default -> throw unknown(context);
        };
    }

    private static Comparator comparator(Token token) {
        return switch (token.getType()) {
            case AdqlParser.EQUAL -> Comparator.EQUAL;
            case AdqlParser.NOT_EQUAL -> Comparator.NOT_EQUAL;
            case AdqlParser.LESS -> Comparator.LESS;
            case AdqlParser.LESS_OR_EQUAL -> Comparator.LESS_OR_EQUAL;
            case AdqlParser.GREATER -> Comparator.GREATER;
            case AdqlParser.GREATER_OR_EQUAL -> Comparator.GREATER_OR_EQUAL;
            default -> throw new IllegalStateException("no comparison: " + token);
        };
    }

    /** An alternative of the grammar that this class does not know: a defect of ours. */
    static IllegalStateException unknown(Object context) {
        return new IllegalStateException("unknown syntax: " + context.getClass());
    }
}
