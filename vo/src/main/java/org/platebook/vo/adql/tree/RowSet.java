package org.platebook.vo.adql.tree;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Rows without an order: a SELECT, or several put together. */
public sealed interface RowSet {

    /** Where it begins. */
    Position at();

    /**
     * One SELECT.
     *
     * @param distinct whether equal rows are one row
     * @param top greatest number of rows; null for no bound
     * @param items what is selected
     * @param from the tables; those beside each other form a product
     * @param where which rows; null for all
     * @param groupBy what makes a group; empty for none
     * @param having which groups; null for all
     */
    record Select(
            boolean distinct,
            @Nullable Long top,
            List<SelectItem> items,
            List<TableReference> from,
            @Nullable Condition where,
            List<Expression> groupBy,
            @Nullable Condition having,
            Position at)
            implements RowSet {

        public Select {
            items = List.copyOf(items);
            from = List.copyOf(from);
            groupBy = List.copyOf(groupBy);
        }
    }

    /** Two row sets put together; with all, equal rows stay apart. */
    record SetOperation(Operator operator, boolean all, RowSet left, RowSet right, Position at)
            implements RowSet {}

    /** A selection in parentheses. */
    record Nested(Selection selection, Position at) implements RowSet {}

    /** The set operators. */
    enum Operator {
        UNION,
        EXCEPT,
        INTERSECT
    }
}
