package org.platebook.vo.adql.bind;

import org.jspecify.annotations.Nullable;
import org.platebook.vo.adql.AdqlFailure;
import org.platebook.vo.adql.tree.Expression;
import org.platebook.vo.adql.tree.Name;
import org.platebook.vo.adql.tree.Position;
import org.platebook.vo.adql.tree.QualifiedName;
import org.platebook.vo.adql.tree.RowSet;
import org.platebook.vo.adql.tree.SelectItem;
import org.platebook.vo.adql.tree.Selection;
import org.platebook.vo.catalogue.ResultColumn;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Translates selections: one SELECT, or several put together, in an order. */
final class SelectBinder {

    private final Binder binder;
    private final OrderBinder orders;
    private final SetBinder sets;

    SelectBinder(Binder binder) {
        this.binder = binder;
        this.orders = new OrderBinder(binder);
        this.sets = new SetBinder(this);
    }

    /**
     * Rows as SQL.
     *
     * @param sql a select whose columns are named c1, c2, …
     * @param fields its columns
     */
    record Rows(String sql, List<ResultColumn> fields) {
        Rows {
            fields = List.copyOf(fields);
        }
    }

    /** One column of a select list. */
    record Item(Bound value, ResultColumn field) {}

    /**
     * Translates a selection.
     *
     * @param outer what names can mean that mean nothing in it; null for nothing
     * @param most greatest number of rows beside what TOP says; null for no bound
     */
    Rows selection(Selection selection, @Nullable NameScope outer, @Nullable Long most) {
        return switch (selection.rows()) {
            case RowSet.Select select -> select(select, selection, outer, most);
            case RowSet.SetOperation operation ->
                    ordered(sets.rows(operation, outer), selection, most);
            case RowSet.Nested nested -> {
                var rows = selection(nested.selection(), outer, null);
                yield ordered(new Rows("(" + rows.sql() + ")", rows.fields()), selection, most);
            }
        };
    }

    private Rows ordered(Rows rows, Selection selection, @Nullable Long most) {
        var order = orders.ofResult(selection.orderBy(), rows.fields());
        return new Rows(rows.sql() + order + limit(null, most, selection.offset()), rows.fields());
    }

    private Rows select(
            RowSet.Select select,
            Selection selection,
            @Nullable NameScope outer,
            @Nullable Long most) {
        var from = binder.from().from(select.from(), outer);
        var scope = new NameScope(outer, from);
        var where = where(select, scope);
        var keys = select.groupBy().stream().map(key -> groupKey(key, select, scope)).toList();
        scope.groupBy(keys);
        var items = items(select, scope);
        var having =
                select.having() == null
                        ? null
                        : binder.conditions().condition(select.having(), scope);
        var order = orders.ofSelect(selection.orderBy(), items, select.distinct(), scope);
        checkGroups(keys, items, having, order.values());
        var sql =
                "select "
                        + (select.distinct() ? "distinct " : "")
                        + columns(items)
                        + " from "
                        + from.sql()
                        + where
                        + list(" group by ", keys.stream().map(Bound::sql).toList())
                        + (having == null ? "" : " having " + having.sql())
                        + order.sql()
                        + limit(select.top(), most, selection.offset());
        return new Rows(sql, items.stream().map(Item::field).toList());
    }

    private String where(RowSet.Select select, NameScope scope) {
        if (select.where() == null) {
            return "";
        }
        var where = binder.conditions().condition(select.where(), scope);
        if (where.aggregate()) {
            throw AdqlFailure.meaning(
                    select.where().at(), "a set function cannot stand in WHERE; use HAVING");
        }
        return " where " + where.sql();
    }

    /** What groups are made by: a column, an expression, or the name of a selected one. */
    private Bound groupKey(Expression key, RowSet.Select select, NameScope scope) {
        var expression = key;
        if (key instanceof Expression.Column column
                && column.name().qualifier().isEmpty()
                && scope.here(column.name()) == null) {
            for (var item : select.items()) {
                if (item instanceof SelectItem.Derived derived
                        && derived.name() != null
                        && derived.name().means(column.name().last())) {
                    expression = derived.expression();
                }
            }
        }
        var bound = binder.expressions().expression(expression, scope);
        if (bound.aggregate()) {
            throw AdqlFailure.meaning(key.at(), "a set function cannot stand in GROUP BY");
        }
        if (bound.constant() != null) {
            throw AdqlFailure.meaning(
                    key.at(), "GROUP BY needs columns or expressions of them, not a constant");
        }
        return bound;
    }

    private List<Item> items(RowSet.Select select, NameScope scope) {
        var items = new ArrayList<Item>();
        for (var item : select.items()) {
            switch (item) {
                case SelectItem.Everything all ->
                        scope.columns().forEach(c -> items.add(item(c, all.at())));
                case SelectItem.AllOf all ->
                        scope.source(all.table())
                                .columns()
                                .forEach(c -> items.add(item(c, all.table().at())));
                case SelectItem.Derived derived ->
                        items.add(derived(derived, scope, items.size() + 1));
            }
        }
        return items;
    }

    private static Item item(NameScope.Visible column, Position at) {
        var name = new QualifiedName(List.of(new Name(column.name(), false, at)));
        return new Item(ExpressionBinder.column(column, List.of(name)), column.field());
    }

    private Item derived(SelectItem.Derived derived, NameScope scope, int number) {
        var value = binder.expressions().expression(derived.expression(), scope);
        var name =
                derived.name() == null
                        ? OutputName.of(derived.expression(), number)
                        : derived.name().text();
        if (derived.expression() instanceof Expression.Column column) {
            var found = scope.column(column.name()).column();
            return new Item(
                    value, found.field().named(derived.name() == null ? found.name() : name));
        }
        return new Item(value, new ResultColumn(name, value.type(), value.meaning()));
    }

    private static String columns(List<Item> items) {
        var sql = new ArrayList<String>();
        for (var item : items) {
            var value = item.value();
            sql.add(
                    "(%s)::%s as %s"
                            .formatted(
                                    value.sql(),
                                    value.type().sql(),
                                    Binder.column(sql.size() + 1)));
        }
        return String.join(", ", sql);
    }

    private static void checkGroups(
            List<Bound> keys, List<Item> items, @Nullable Bound having, List<Bound> order) {
        var values = new ArrayList<Bound>(items.stream().map(Item::value).toList());
        values.addAll(order);
        if (having != null) {
            values.add(having);
        }
        boolean grouped =
                !keys.isEmpty() || having != null || values.stream().anyMatch(Bound::aggregate);
        if (!grouped) {
            return;
        }
        for (var value : values) {
            if (!value.ungrouped().isEmpty()) {
                var column = value.ungrouped().getFirst();
                throw AdqlFailure.meaning(
                        column.at(), column + " must stand in GROUP BY or in a set function");
            }
        }
    }

    private static String limit(@Nullable Long top, @Nullable Long most, @Nullable Long offset) {
        var limit = new StringBuilder();
        if (top != null || most != null) {
            long rows =
                    Math.min(
                            top == null ? Long.MAX_VALUE : top,
                            most == null ? Long.MAX_VALUE : most);
            limit.append(" limit ").append(rows);
        }
        if (offset != null) {
            limit.append(" offset ").append(offset.longValue());
        }
        return limit.toString();
    }

    static String list(String words, List<String> parts) {
        return parts.isEmpty() ? "" : parts.stream().collect(Collectors.joining(", ", words, ""));
    }
}
