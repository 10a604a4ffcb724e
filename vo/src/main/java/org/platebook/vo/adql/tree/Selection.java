package org.platebook.vo.adql.tree;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Rows in an order.
 *
 * @param rows where the rows come from
 * @param orderBy how they are sorted; empty where the order does not matter
 * @param offset rows left out at the beginning; null for none
 */
public record Selection(RowSet rows, List<OrderTerm> orderBy, @Nullable Long offset) {

    public Selection {
        orderBy = List.copyOf(orderBy);
    }

    /** One term of ORDER BY. */
    public record OrderTerm(Expression expression, boolean descending) {}
}
