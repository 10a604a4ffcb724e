package org.platebook.vo.adql.bind;

/**
 * The relations of two geometries as functions of the schema sky, which find their candidates in an
 * index where there is one.
 */
final class SkySql {

    private SkySql() {}

    /** Whether the first lies in the second or on its boundary. */
    static String isInside(Geometry inner, Geometry outer) {
        return switch (inner) {
            case Geometry.Point point -> holds(outer, point);
            case Geometry.Circle circle ->
                    switch (outer) {
                        case Geometry.Point point ->
                                "(%s = 0 and %s = 0)"
                                        .formatted(
                                                circle.radius(), distance(circle.centre(), point));
                        case Geometry.Circle around ->
                                call("circle_contains_circle", around.sql(), circle.sql());
                        case Geometry.Polygon around ->
                                call("region_contains_circle", around.vertices(), circle.sql());
                    };
            case Geometry.Polygon polygon ->
                    switch (outer) {
                        case Geometry.Point _ ->
                                "(" + polygon.vertices() + " is not null and false)";
                        case Geometry.Circle around ->
                                call("region_inside_circle", polygon.vertices(), around.sql());
                        case Geometry.Polygon around ->
                                call(
                                        "region_inside_polygon",
                                        polygon.vertices(),
                                        around.vertices());
                    };
        };
    }

    /** Whether the two have a point in common. */
    static String overlaps(Geometry one, Geometry other) {
        return switch (one) {
            case Geometry.Point point -> holds(other, point);
            case Geometry.Circle circle ->
                    switch (other) {
                        case Geometry.Point point -> holds(circle, point);
                        case Geometry.Circle second ->
                                call("circle_overlaps_circle", circle.sql(), second.sql());
                        case Geometry.Polygon polygon ->
                                call("region_overlaps_circle", polygon.vertices(), circle.sql());
                    };
            case Geometry.Polygon polygon ->
                    switch (other) {
                        case Geometry.Point point -> holds(polygon, point);
                        case Geometry.Circle circle ->
                                call("region_overlaps_circle", polygon.vertices(), circle.sql());
                        case Geometry.Polygon second ->
                                call(
                                        "region_overlaps_polygon",
                                        polygon.vertices(),
                                        second.vertices());
                    };
        };
    }

    private static String holds(Geometry outer, Geometry.Point point) {
        return switch (outer) {
            case Geometry.Point other -> "(" + distance(point, other) + " = 0)";
            case Geometry.Circle circle -> call("point_inside_circle", point.sql(), circle.sql());
            case Geometry.Polygon polygon ->
                    polygon.isStored()
                            ? call("region_contains_point", polygon.vertices(), point.sql())
                            : call("point_inside_polygon", point.sql(), polygon.vertices());
        };
    }

    private static String distance(Geometry.Point from, Geometry.Point to) {
        return call("distance", from.sql(), to.sql());
    }

    private static String call(String function, String first, String second) {
        return "sky." + function + "(" + first + ", " + second + ")";
    }
}
