package org.platebook.vo.adql;

import static org.platebook.vo.adql.AdqlReader.at;
import static org.platebook.vo.adql.QueryBuilder.unknown;

import org.platebook.vo.adql.grammar.AdqlParser;
import org.platebook.vo.adql.grammar.AdqlParser.GeometryFunctionContext;
import org.platebook.vo.adql.tree.Expression;
import org.platebook.vo.adql.tree.Position;

import java.util.List;

/** Builds the geometry functions; the deprecated coordinate system argument is left out. */
final class GeometryBuilder {

    private static final int FEWEST_VERTICES = 3;

    private final ExpressionBuilder expressions;

    GeometryBuilder(ExpressionBuilder expressions) {
        this.expressions = expressions;
    }

    Expression function(GeometryFunctionContext context) {
        var at = at(context.getStart());
        return switch (context) {
            case AdqlParser.PointContext point ->
                    new Expression.Point(
                            expressions.expression(point.expression(0)),
                            expressions.expression(point.expression(1)),
                            at);
            case AdqlParser.CircleContext circle -> {
                var all = expressions.all(circle.expression());
                yield new Expression.Circle(
                        centre(all.subList(0, all.size() - 1), "CIRCLE", at), all.getLast(), at);
            }
            case AdqlParser.BoxContext box -> {
                var all = expressions.all(box.expression());
                int n = all.size();
                yield new Expression.Box(
                        centre(all.subList(0, n - 2), "BOX", at),
                        all.get(n - 2),
                        all.get(n - 1),
                        at);
            }
            case AdqlParser.PolygonContext polygon ->
                    new Expression.Polygon(vertices(expressions.all(polygon.expression()), at), at);
            case AdqlParser.RegionContext region ->
                    new Expression.Region(
                            ExpressionBuilder.unquoted(region.STRING().getText(), "'"), at);
            case AdqlParser.OfGeometryContext one ->
                    new Expression.OfGeometry(
                            Expression.Measure.valueOf(ExpressionBuilder.upper(one.name)),
                            expressions.expression(one.expression()),
                            at);
            case AdqlParser.GeometryPredicateContext two ->
                    new Expression.Relation(
                            Expression.Relating.valueOf(ExpressionBuilder.upper(two.name)),
                            expressions.expression(two.expression(0)),
                            expressions.expression(two.expression(1)),
                            at);
            case AdqlParser.DistanceContext distance ->
                    new Expression.Distance(expressions.all(distance.expression()), at);
            default -> throw unknown(context);
        };
    }

    private static List<Expression> centre(List<Expression> centre, String function, Position at) {
        if (centre.size() == 1 && !mayBePoint(centre.getFirst())) {
            throw AdqlFailure.syntax(
                    at, function + " needs a point, or a longitude and a latitude, for its centre");
        }
        return centre;
    }

    private static List<Expression> vertices(List<Expression> all, Position at) {
        boolean points = all.stream().allMatch(GeometryBuilder::mayBePoint);
        boolean coordinates = all.size() >= 2 * FEWEST_VERTICES && all.size() % 2 == 0;
        if (!points && !coordinates) {
            throw AdqlFailure.syntax(
                    at,
                    "POLYGON needs three or more points, or an even number of six or more"
                            + " coordinates; it has "
                            + all.size()
                            + " arguments");
        }
        return all;
    }

    /** Whether the grammar lets it stand for a point (coord_value of ADQL 2.1, appendix A). */
    private static boolean mayBePoint(Expression expression) {
        return switch (expression) {
            case Expression.Point _, Expression.Column _, Expression.UserCall _ -> true;
            case Expression.OfGeometry of -> of.measure() == Expression.Measure.CENTROID;
            case Expression.Cast cast -> cast.target() == Expression.Target.POINT;
            case Expression.Null _,
                    Expression.Whole _,
                    Expression.Decimal _,
                    Expression.Text _,
                    Expression.Negative _,
                    Expression.Arithmetic _,
                    Expression.Concatenation _,
                    Expression.SetFunction _,
                    Expression.FirstKnown _,
                    Expression.InUnit _,
                    Expression.Call _,
                    Expression.Circle _,
                    Expression.Box _,
                    Expression.Polygon _,
                    Expression.Region _,
                    Expression.Relation _,
                    Expression.Distance _ ->
                    false;
        };
    }
}
