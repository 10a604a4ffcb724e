package org.platebook.vo.adql.bind;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;
import org.platebook.model.sky.Direction;
import org.platebook.model.sky.Region;
import org.platebook.model.sky.RegionArray;
import org.platebook.vo.adql.AdqlFailure;
import org.platebook.vo.adql.tree.Condition.Comparator;
import org.platebook.vo.adql.tree.Expression;
import org.platebook.vo.adql.tree.Position;
import org.platebook.vo.catalogue.Meaning;
import org.platebook.vo.catalogue.Type;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Translates the geometry functions (ADQL 2.1, 4.2) into those of the schema sky. */
final class GeometryBinder {

    private static final String DEGREES = "deg";
    private static final int FEWEST_NUMBERS = 6;

    private final ExpressionBinder expressions;

    private final SkySearch search;

    GeometryBinder(ExpressionBinder expressions, SkySearch search) {
        this.expressions = expressions;
        this.search = search;
    }

    /** The parts of a stored geometry; null where the column is none. */
    static @Nullable Geometry parts(NameScope.Visible column) {
        return column.field().type().isGeometry()
                ? parts(column.sql(), column.field().type())
                : null;
    }

    /** The parts of a geometry that is one value. */
    static Geometry parts(String sql, Type type) {
        return switch (type) {
            case POINT -> new Geometry.Point(element(sql, 1), element(sql, 2), null);
            case CIRCLE ->
                    new Geometry.Circle(
                            new Geometry.Point(element(sql, 1), element(sql, 2), null),
                            element(sql, 3),
                            null);
            case POLYGON -> new Geometry.Polygon(sql, true, null);
            case SHORT,
                    INT,
                    LONG,
                    FLOAT,
                    DOUBLE,
                    BOOLEAN,
                    TEXT,
                    TIMESTAMP,
                    BYTES,
                    SHORTS,
                    INTS,
                    LONGS,
                    FLOATS,
                    DOUBLES,
                    UNKNOWN ->
                    throw new IllegalArgumentException(type + " is no geometry");
        };
    }

    private static String element(String array, int number) {
        return "(" + array + ")[" + number + "]";
    }

    Bound point(Expression.Point point, NameScope scope) {
        var lon = expressions.number(point.longitude(), scope);
        var lat = expressions.number(point.latitude(), scope);
        return point(lon, lat, point.at());
    }

    private static Bound point(Bound lon, Bound lat, Position at) {
        checkWithin(lat, -90, 90, "a latitude", at);
        var parts = new Geometry.Point(lon.asDouble(), lat.asDouble(), place(lon, lat));
        return whole(Type.POINT, List.of(parts.longitude(), parts.latitude()), List.of(lon, lat))
                .with(parts);
    }

    private static @Nullable Direction place(Bound lon, Bound lat) {
        var raDeg = lon.number();
        var decDeg = lat.number();
        return raDeg == null || decDeg == null || raDeg.isInfinite()
                ? null
                : Direction.ofDegrees(raDeg, decDeg);
    }

    Bound circle(Expression.Circle circle, NameScope scope) {
        var centre = centre(circle.centre(), circle.at(), scope);
        var radius = expressions.number(circle.radius(), scope);
        checkWithin(radius, 0, 180, "a radius", circle.at());
        var parts =
                new Geometry.Circle(
                        pointOf(centre, circle.at()), radius.asDouble(), radius.number());
        return whole(
                        Type.CIRCLE,
                        List.of(
                                parts.centre().longitude(),
                                parts.centre().latitude(),
                                parts.radius()),
                        List.of(centre, radius))
                .with(parts);
    }

    /** One value of several numbers; unknown where one of them is. */
    private static Bound whole(Type type, List<String> numbers, List<Bound> parts) {
        var array = "array[" + String.join(", ", numbers) + "]";
        var sql =
                "(case when array_position(%s, null) is null then %s end)".formatted(array, array);
        return Bound.of(sql, type, Meaning.of(type, DEGREES), parts);
    }

    Bound box(Expression.Box box, NameScope scope) {
        var centre = box.centre();
        if (centre.size() == 1 && centre.getFirst() instanceof Expression.Point point) {
            centre = List.of(point.longitude(), point.latitude());
        }
        if (centre.size() == 1) {
            throw AdqlFailure.unsupported(box.at(), "BOX needs a centre written as numbers");
        }
        return polygon(
                BoxCorners.of(
                        fixed(centre.get(0), scope),
                        fixed(centre.get(1), scope),
                        fixed(box.width(), scope),
                        fixed(box.height(), scope),
                        box.at()),
                box.at());
    }

    private double fixed(Expression expression, NameScope scope) {
        var number = expressions.number(expression, scope).number();
        if (number == null) {
            throw AdqlFailure.unsupported(
                    expression.at(), "BOX is supported with numbers alone; use POLYGON or CIRCLE");
        }
        return number;
    }

    Bound polygon(Expression.Polygon polygon, NameScope scope) {
        var parts = new ArrayList<Bound>();
        var numbers = new ArrayList<String>();
        var known = new ArrayList<Double>();
        var first = expressions.expression(polygon.vertices().getFirst(), scope);
        if (first.geometry() != null) {
            for (var vertex : polygon.vertices()) {
                var bound = expressions.expression(vertex, scope);
                var point = pointOf(bound, vertex.at());
                parts.add(bound);
                numbers.add(point.longitude());
                numbers.add(point.latitude());
                if (vertex instanceof Expression.Point written) {
                    addKnown(expressions.number(written.longitude(), scope), known);
                    addKnown(expressions.number(written.latitude(), scope), known);
                }
            }
        } else {
            for (int i = 0; i < polygon.vertices().size(); i++) {
                var number = expressions.number(polygon.vertices().get(i), scope);
                if (i % 2 == 1) {
                    checkWithin(number, -90, 90, "a latitude", polygon.vertices().get(i).at());
                }
                parts.add(number);
                numbers.add(number.asDouble());
                addKnown(number, known);
            }
            if (numbers.size() < FEWEST_NUMBERS || numbers.size() % 2 == 1) {
                throw AdqlFailure.syntax(
                        polygon.at(), "POLYGON needs three or more longitudes and latitudes");
            }
        }
        var array = "array[" + String.join(", ", numbers) + "]";
        var sql = "sky.polygon(" + array + ")";
        Region shape = null;
        if (known.size() == numbers.size()) {
            shape = check(known.stream().mapToDouble(Double::doubleValue).toArray(), polygon.at());
        } else {
            sql = "(case when array_position(%s, null) is null then %s end)".formatted(array, sql);
        }
        return Bound.of(sql, Type.POLYGON, Meaning.of(Type.POLYGON, DEGREES), parts)
                .with(new Geometry.Polygon(sql, false, shape));
    }

    private static void addKnown(Bound coordinate, List<Double> known) {
        var number = coordinate.number();
        if (number != null) {
            known.add(number);
        }
    }

    /** A polygon that crosses itself or has no inside holds nothing that a user can mean. */
    private static Region check(double[] numbers, Position at) {
        try {
            return RegionArray.polygon(numbers);
        } catch (Refused e) {
            throw AdqlFailure.type(at, e.text());
        }
    }

    private static Bound polygon(double[] numbers, Position at) {
        var shape = check(numbers, at);
        var list =
                Arrays.stream(numbers).mapToObj(Literal::number).collect(Collectors.joining(", "));
        var sql = "sky.polygon(array[" + list + "])";
        return Bound.of(sql, Type.POLYGON, Meaning.of(Type.POLYGON, DEGREES), List.of())
                .with(new Geometry.Polygon(sql, false, shape));
    }

    /** The geometry that an array of numbers is. */
    static Bound of(double[] numbers, Expression.Target target, Position at) {
        int count = numbers.length;
        var fits =
                switch (target) {
                    case POINT -> count == 2;
                    case CIRCLE -> count == 3;
                    default -> count >= FEWEST_NUMBERS && count % 2 == 0;
                };
        if (!fits) {
            throw AdqlFailure.type(at, "%s numbers make no %s".formatted(count, target));
        }
        if (target == Expression.Target.POLYGON) {
            return polygon(numbers, at);
        }
        var point = point(Literal.decimal(numbers[0]), Literal.decimal(numbers[1]), at);
        if (target == Expression.Target.POINT) {
            return point;
        }
        var radius = Literal.decimal(numbers[2]);
        checkWithin(radius, 0, 180, "a radius", at);
        var parts = new Geometry.Circle(pointOf(point, at), radius.sql(), radius.number());
        return whole(
                        Type.CIRCLE,
                        List.of(
                                parts.centre().longitude(),
                                parts.centre().latitude(),
                                radius.sql()),
                        List.of())
                .with(parts);
    }

    private Bound centre(List<Expression> centre, Position at, NameScope scope) {
        return centre.size() == 1
                ? expressions.expression(centre.getFirst(), scope)
                : point(
                        expressions.number(centre.get(0), scope),
                        expressions.number(centre.get(1), scope),
                        at);
    }

    Bound measure(Expression.OfGeometry of, NameScope scope) {
        var bound = expressions.expression(of.geometry(), scope);
        var geometry = geometryOf(bound, of.geometry().at());
        return switch (of.measure()) {
            case COORD1 -> degrees(pointOf(bound, of.geometry().at()).longitude(), bound);
            case COORD2 -> degrees(pointOf(bound, of.geometry().at()).latitude(), bound);
            case COORDSYS -> Bound.of("'ICRS'", Type.TEXT, bound);
            case AREA ->
                    Bound.of(
                            area(geometry),
                            Type.DOUBLE,
                            Meaning.of(Type.DOUBLE, "deg**2"),
                            List.of(bound));
            case CENTROID -> centroid(geometry, bound);
        };
    }

    private static Bound degrees(String sql, Bound part) {
        return Bound.of(sql, Type.DOUBLE, Meaning.of(Type.DOUBLE, DEGREES), List.of(part));
    }

    /** In square degrees. */
    private static String area(Geometry geometry) {
        return switch (geometry) {
            case Geometry.Point point -> "(0 * " + point.longitude() + ")";
            case Geometry.Circle circle -> "sky.circle_area(" + circle.radius() + ")";
            case Geometry.Polygon polygon -> "sky.polygon_area(" + polygon.vertices() + ")";
        };
    }

    private static Bound centroid(Geometry geometry, Bound bound) {
        return switch (geometry) {
            case Geometry.Point _ -> bound;
            case Geometry.Circle circle ->
                    whole(
                                    Type.POINT,
                                    List.of(
                                            circle.centre().longitude(),
                                            circle.centre().latitude()),
                                    List.of(bound))
                            .with(circle.centre());
            case Geometry.Polygon polygon -> {
                var sql = "sky.polygon_centroid(" + polygon.vertices() + ")";
                yield Bound.of(sql, Type.POINT, Meaning.of(Type.POINT, DEGREES), List.of(bound))
                        .with(parts(sql, Type.POINT));
            }
        };
    }

    Bound distance(Expression.Distance distance, NameScope scope) {
        var ends = ends(distance, scope);
        return Bound.of(
                separation(ends),
                Type.DOUBLE,
                Meaning.of(Type.DOUBLE, DEGREES),
                List.of(ends.first(), ends.second()));
    }

    /** Two points between which there is a distance; the fixed one, if any, comes second. */
    private record Ends(Bound first, Bound second, Geometry.Point from, Geometry.Point to) {}

    private Ends ends(Expression.Distance distance, NameScope scope) {
        var arguments = distance.arguments();
        int half = arguments.size() / 2;
        var first = centre(arguments.subList(0, half), distance.at(), scope);
        var second = centre(arguments.subList(half, 2 * half), distance.at(), scope);
        var from = pointOf(first, distance.at());
        var to = pointOf(second, distance.at());
        return from.fixed() && !to.fixed()
                ? new Ends(second, first, to, from)
                : new Ends(first, second, from, to);
    }

    private static String separation(Ends ends) {
        return "sky.distance(" + ends.from().sql() + ", " + ends.to().sql() + ")";
    }

    /** Whether two points are nearer than a radius: found in an index, then measured exactly. */
    Bound within(
            Expression.Distance distance, Comparator comparator, Bound radius, NameScope scope) {
        var ends = ends(distance, scope);
        var radiusDeg = radius.number();
        var isRadius = radiusDeg != null && radiusDeg >= 0 && radiusDeg <= 180;
        var circle = new Geometry.Circle(ends.to(), radius.asDouble(), isRadius ? radiusDeg : null);
        var sql =
                "(%s and %s %s %s)"
                        .formatted(
                                keys(ends.from(), circle, scope)
                                        .orElseGet(() -> SkySql.overlaps(ends.from(), circle)),
                                separation(ends),
                                comparator.symbol(),
                                radius.asDouble());
        return ConditionBinder.truth(sql, List.of(ends.first(), ends.second(), radius));
    }

    /** Whether CONTAINS or INTERSECTS of two geometries holds. */
    Bound related(Expression.Relation relation, NameScope scope) {
        var first = expressions.expression(relation.first(), scope);
        var second = expressions.expression(relation.second(), scope);
        var one = geometryOf(first, relation.first().at());
        var other = geometryOf(second, relation.second().at());
        var exact =
                switch (relation.relating()) {
                    case CONTAINS -> SkySql.isInside(one, other);
                    case INTERSECTS -> SkySql.overlaps(one, other);
                };
        var sql =
                keys(one, other, scope)
                        .map(among -> "(" + among + " and " + exact + ")")
                        .orElse(exact);
        return ConditionBinder.truth(sql, List.of(first, second));
    }

    /** Keys are of single rows: where rows are past, in HAVING say, they have no value. */
    private Optional<String> keys(Geometry one, Geometry other, NameScope scope) {
        return scope.isPastRows() ? Optional.empty() : search.condition(one, other);
    }

    private static Geometry geometryOf(Bound bound, Position at) {
        if (bound.geometry() == null) {
            throw AdqlFailure.type(at, "a geometry is needed, not " + bound.type().words());
        }
        return bound.geometry();
    }

    private static Geometry.Point pointOf(Bound bound, Position at) {
        if (bound.geometry() instanceof Geometry.Point point) {
            return point;
        }
        throw AdqlFailure.type(at, "a point is needed, not " + bound.type().words());
    }

    private static void checkWithin(
            Bound bound, double least, double most, String what, Position at) {
        var number = bound.number();
        if (number != null && !(number >= least && number <= most)) {
            throw AdqlFailure.type(
                    at,
                    String.format(
                            Locale.ROOT,
                            "%s is from %.0f to %.0f degrees, not %s",
                            what,
                            least,
                            most,
                            number));
        }
    }
}
