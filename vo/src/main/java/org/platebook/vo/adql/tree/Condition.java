package org.platebook.vo.adql.tree;

import java.util.List;

/** What is true, false or unknown of a row. */
public sealed interface Condition {

    /** Where it begins. */
    Position at();

    record Not(Condition condition, Position at) implements Condition {}

    /** All of them; two or more. */
    record And(List<Condition> conditions, Position at) implements Condition {
        public And {
            conditions = List.copyOf(conditions);
        }
    }

    /** Any of them; two or more. */
    record Or(List<Condition> conditions, Position at) implements Condition {
        public Or {
            conditions = List.copyOf(conditions);
        }
    }

    record Comparison(Expression left, Comparator comparator, Expression right)
            implements Condition {
        @Override
        public Position at() {
            return left.at();
        }
    }

    record Between(Expression value, boolean negated, Expression low, Expression high)
            implements Condition {
        @Override
        public Position at() {
            return value.at();
        }
    }

    record InList(Expression value, boolean negated, List<Expression> list) implements Condition {
        public InList {
            list = List.copyOf(list);
        }

        @Override
        public Position at() {
            return value.at();
        }
    }

    record InQuery(Expression value, boolean negated, Selection selection) implements Condition {
        @Override
        public Position at() {
            return value.at();
        }
    }

    /** A pattern match; folded means that case does not matter (ILIKE). */
    record Like(Expression value, boolean negated, boolean folded, Expression pattern)
            implements Condition {
        @Override
        public Position at() {
            return value.at();
        }
    }

    record IsNull(Expression value, boolean negated) implements Condition {
        @Override
        public Position at() {
            return value.at();
        }
    }

    record Exists(Selection selection, Position at) implements Condition {}

    /** The comparison operators. */
    enum Comparator {
        EQUAL("="),
        NOT_EQUAL("<>"),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">=");

        private final String symbol;

        Comparator(String symbol) {
            this.symbol = symbol;
        }

        /** As SQL and ADQL write it. */
        public String symbol() {
            return symbol;
        }

        /** The comparator that says the same with the sides exchanged. */
        public Comparator mirrored() {
            return switch (this) {
                case EQUAL, NOT_EQUAL -> this;
                case LESS -> GREATER;
                case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
                case GREATER -> LESS;
                case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
            };
        }
    }
}
