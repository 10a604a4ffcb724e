package org.platebook.vo.adql.bind;

import org.jspecify.annotations.Nullable;
import org.platebook.vo.adql.AdqlFailure;
import org.platebook.vo.adql.bind.SelectBinder.Rows;
import org.platebook.vo.adql.tree.Position;
import org.platebook.vo.adql.tree.RowSet;
import org.platebook.vo.adql.tree.Selection;
import org.platebook.vo.catalogue.Meaning;
import org.platebook.vo.catalogue.ResultColumn;
import org.platebook.vo.catalogue.Type;

import java.util.ArrayList;
import java.util.List;

/** Translates UNION, EXCEPT and INTERSECT (ADQL 2.1, 4.6). */
final class SetBinder {

    private final SelectBinder selects;

    SetBinder(SelectBinder selects) {
        this.selects = selects;
    }

    /** The rows of a set operation; what is told about columns is that of the left operand. */
    Rows rows(RowSet.SetOperation operation, @Nullable NameScope outer) {
        var left = operand(operation.left(), outer);
        var right = operand(operation.right(), outer);
        if (left.fields().size() != right.fields().size()) {
            throw AdqlFailure.meaning(
                    operation.at(),
                    "%s needs as many columns on both sides, not %s and %s"
                            .formatted(
                                    operation.operator(),
                                    left.fields().size(),
                                    right.fields().size()));
        }
        var fields = fields(left, right, operation.at());
        var words =
                switch (operation.operator()) {
                    case UNION -> " union ";
                    case EXCEPT -> " except ";
                    case INTERSECT -> " intersect ";
                };
        var sql =
                "("
                        + cast(left, fields)
                        + ")"
                        + words
                        + (operation.all() ? "all " : "")
                        + "("
                        + cast(right, fields)
                        + ")";
        return new Rows(sql, fields);
    }

    private Rows operand(RowSet rows, @Nullable NameScope outer) {
        return switch (rows) {
            case RowSet.Select _ ->
                    selects.selection(new Selection(rows, List.of(), null), outer, null);
            case RowSet.SetOperation operation -> rows(operation, outer);
            case RowSet.Nested nested -> selects.selection(nested.selection(), outer, null);
        };
    }

    private static List<ResultColumn> fields(Rows left, Rows right, Position at) {
        var fields = new ArrayList<ResultColumn>();
        for (int i = 0; i < left.fields().size(); i++) {
            var one = left.fields().get(i);
            var other = right.fields().get(i);
            var type = common(one.type(), other.type());
            if (type == null) {
                throw AdqlFailure.type(
                        at,
                        "column %s is %s on the left and %s on the right"
                                .formatted(i + 1, one.type().words(), other.type().words()));
            }
            fields.add(
                    type == one.type()
                            ? one
                            : new ResultColumn(
                                    one.name(), type, Meaning.of(type, one.meaning().unit())));
        }
        return fields;
    }

    /** The type that holds the values of both; null where there is none. */
    static @Nullable Type common(Type one, Type other) {
        if (one == other || other == Type.UNKNOWN) {
            return one;
        }
        if (one == Type.UNKNOWN) {
            return other;
        }
        return one.isNumber() && other.isNumber() ? ExpressionBinder.wider(one, other) : null;
    }

    private static String cast(Rows rows, List<ResultColumn> fields) {
        var casts = new ArrayList<String>();
        boolean needed = false;
        for (int i = 0; i < fields.size(); i++) {
            needed |= rows.fields().get(i).type() != fields.get(i).type();
            var column = Binder.column(i + 1);
            casts.add("s." + column + "::" + fields.get(i).type().sql() + " as " + column);
        }
        return needed
                ? "select " + String.join(", ", casts) + " from (" + rows.sql() + ") as s"
                : rows.sql();
    }
}
