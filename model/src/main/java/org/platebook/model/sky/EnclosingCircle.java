package org.platebook.model.sky;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The smallest circle around directions that one half of the sky holds. */
final class EnclosingCircle {

    private static final double ROUNDING_RAD = 1e-14;

    /** A fixed order of visit, mixed so that the expected work grows with the number of points. */
    private static final long ORDER = 42;

    private EnclosingCircle() {}

    /**
     * Finds the circle (Welzl 1991, LNCS 555, 359, without recursion).
     *
     * @return empty when no circle of less than 90 degrees holds all the points
     */
    static Optional<Circle> of(List<Direction> points) {
        var mixed = new ArrayList<>(points);
        Collections.shuffle(mixed, new Random(ORDER));
        var circle = Circle.ofRadians(mixed.getFirst(), 0);
        for (int i = 1; i < mixed.size(); i++) {
            if (misses(circle, mixed.get(i))) {
                circle = through(mixed, i);
            }
        }
        var about = about(circle.centre(), points);
        var mean = about(mean(points), points);
        var best = about.radiusRad() <= mean.radiusRad() ? about : mean;
        return best.radiusRad() < Math.PI / 2 ? Optional.of(best) : Optional.empty();
    }

    /** The middle of the points, which is good enough where rounding spoils the search. */
    private static Direction mean(List<Direction> points) {
        var sum = new Vector(0, 0, 0);
        for (var point : points) {
            sum = sum.plus(point.vector());
        }
        return sum.norm() > 0 ? sum.direction() : points.getFirst();
    }

    private static Circle about(Direction centre, List<Direction> points) {
        return Circle.ofRadians(
                centre, points.stream().mapToDouble(centre::separationRad).max().orElse(0));
    }

    private static Circle through(List<Direction> points, int i) {
        var circle = Circle.ofRadians(points.get(i), 0);
        for (int j = 0; j < i; j++) {
            if (misses(circle, points.get(j))) {
                circle = through(points, i, j);
            }
        }
        return circle;
    }

    private static Circle through(List<Direction> points, int i, int j) {
        var a = points.get(i);
        var b = points.get(j);
        var circle = between(a, b);
        for (int k = 0; k < j; k++) {
            if (misses(circle, points.get(k))) {
                circle = through(a, b, points.get(k));
            }
        }
        return circle;
    }

    private static boolean misses(Circle circle, Direction point) {
        return circle.centre().separationRad(point) > circle.radiusRad() + ROUNDING_RAD;
    }

    private static Circle between(Direction a, Direction b) {
        var sum = a.vector().plus(b.vector());
        if (sum.norm() == 0) {
            return Circle.ofRadians(a.perpendicular(), Math.PI / 2);
        }
        var centre = sum.direction();
        return Circle.ofRadians(centre, a.separationRad(b) / 2);
    }

    private static Circle through(Direction a, Direction b, Direction c) {
        var normal = b.vector().minus(a.vector()).cross(c.vector().minus(a.vector()));
        if (normal.norm() == 0) {
            return between(a, b);
        }
        var axis = normal.direction();
        var centre = axis.dot(a) < 0 ? axis.antipode() : axis;
        return Circle.ofRadians(centre, centre.separationRad(a));
    }
}
