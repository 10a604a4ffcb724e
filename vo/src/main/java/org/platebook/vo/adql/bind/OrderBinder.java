package org.platebook.vo.adql.bind;

import org.jspecify.annotations.Nullable;
import org.platebook.vo.adql.AdqlFailure;
import org.platebook.vo.adql.tree.Expression;
import org.platebook.vo.adql.tree.Position;
import org.platebook.vo.adql.tree.Selection.OrderTerm;
import org.platebook.vo.catalogue.ResultColumn;
import org.platebook.vo.catalogue.Type;

import java.util.ArrayList;
import java.util.List;

/** Translates ORDER BY. */
final class OrderBinder {

    private final Binder binder;

    OrderBinder(Binder binder) {
        this.binder = binder;
    }

    /** An order by clause, and the values in it that are not selected. */
    record Order(String sql, List<Bound> values) {}

    /** Sorts the rows of one SELECT: by a position, by a selected name, or by any expression. */
    Order ofSelect(
            List<OrderTerm> terms,
            List<SelectBinder.Item> items,
            boolean distinct,
            NameScope scope) {
        var fields = items.stream().map(SelectBinder.Item::field).toList();
        var sql = new ArrayList<String>();
        var values = new ArrayList<Bound>();
        for (var term : terms) {
            var position = position(term.expression(), fields);
            if (position == null) {
                var value = binder.expressions().expression(term.expression(), scope);
                checkSortable(value.type(), term.expression().at());
                position = same(value, items);
                if (position == null && distinct) {
                    throw AdqlFailure.meaning(
                            term.expression().at(),
                            "with DISTINCT, rows are sorted by what is selected");
                }
                values.add(value);
                sql.add(direction(position == null ? value.sql() : position.toString(), term));
            } else {
                sql.add(direction(position.toString(), term));
            }
        }
        return new Order(SelectBinder.list(" order by ", sql), values);
    }

    /** Sorts rows of which only their columns are known. */
    String ofResult(List<OrderTerm> terms, List<ResultColumn> fields) {
        var sql = new ArrayList<String>();
        for (var term : terms) {
            var position = position(term.expression(), fields);
            if (position == null) {
                throw AdqlFailure.name(
                        term.expression().at(),
                        "here rows are sorted by the name or the position of a selected column");
            }
            sql.add(direction(position.toString(), term));
        }
        return SelectBinder.list(" order by ", sql);
    }

    private static String direction(String sql, OrderTerm term) {
        return term.descending() ? sql + " desc" : sql;
    }

    /** The position, from 1, of the column that a term names; null where it names none. */
    private static @Nullable Integer position(Expression expression, List<ResultColumn> fields) {
        if (expression instanceof Expression.Whole whole) {
            int count = fields.size();
            if (whole.value().signum() < 1
                    || whole.value().bitLength() > 31
                    || whole.value().intValue() > count) {
                throw AdqlFailure.meaning(
                        whole.at(),
                        "ORDER BY %s: there are %s columns".formatted(whole.value(), count));
            }
            int position = whole.value().intValue();
            checkSortable(fields.get(position - 1).type(), whole.at());
            return position;
        }
        if (!(expression instanceof Expression.Column column)
                || !column.name().qualifier().isEmpty()) {
            return null;
        }
        for (int i = 0; i < fields.size(); i++) {
            if (column.name().last().means(fields.get(i).name())) {
                checkSortable(fields.get(i).type(), column.at());
                return i + 1;
            }
        }
        return null;
    }

    private static @Nullable Integer same(Bound value, List<SelectBinder.Item> items) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).value().sql().equals(value.sql())) {
                return i + 1;
            }
        }
        return null;
    }

    private static void checkSortable(Type type, Position at) {
        if (type.isGeometry()) {
            throw AdqlFailure.type(at, type.words() + " has no order");
        }
    }
}
