package org.platebook.vo.adql.bind;

import org.platebook.vo.adql.tree.Expression;

import java.util.Locale;

/** Names for columns that a query leaves without one; each is an identifier of ADQL. */
final class OutputName {

    private OutputName() {}

    /** As in "count_2"; number is the place in the select list, from 1. */
    static String of(Expression expression, int number) {
        var word =
                switch (expression) {
                    case Expression.SetFunction function -> function.function().name();
                    case Expression.Call call -> call.function().name();
                    case Expression.UserCall call -> call.name().text();
                    case Expression.OfGeometry of -> of.measure().name();
                    case Expression.Relation relation -> relation.relating().name();
                    case Expression.Distance _ -> "distance";
                    case Expression.Point _ -> "point";
                    case Expression.Circle _ -> "circle";
                    case Expression.Box _ -> "box";
                    case Expression.Polygon _ -> "polygon";
                    case Expression.Region _ -> "region";
                    case Expression.Column column -> column.name().last().text();
                    case Expression.Cast _ -> "cast";
                    case Expression.FirstKnown _ -> "coalesce";
                    case Expression.InUnit _,
                            Expression.Null _,
                            Expression.Whole _,
                            Expression.Decimal _,
                            Expression.Text _,
                            Expression.Negative _,
                            Expression.Arithmetic _,
                            Expression.Concatenation _ ->
                            "column";
                };
        return word.toLowerCase(Locale.ROOT) + "_" + number;
    }
}
