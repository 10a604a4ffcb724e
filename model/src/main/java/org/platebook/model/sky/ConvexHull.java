package org.platebook.model.sky;

import org.platebook.model.failure.Refused;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/** The smallest convex polygon around directions. */
final class ConvexHull {

    private ConvexHull() {}

    /**
     * Wraps the points as one would a gift (Jarvis 1973, Inf. Process. Lett. 2, 18), each turn
     * decided without rounding.
     *
     * @return the corners, counter-clockwise as seen from outside the sphere
     */
    static List<Direction> of(Collection<Direction> directions) {
        var points = List.copyOf(new LinkedHashSet<>(directions));
        if (points.size() < 3) {
            throw new Refused(
                    SkyCode.HULL_POINTS,
                    "a convex hull needs at least 3 different directions, not " + points.size());
        }
        var circle =
                EnclosingCircle.of(points)
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                SkyCode.HULL_HEMISPHERE,
                                                "a convex hull needs directions within less than"
                                                        + " half of the sky"));
        var first = farthest(points, circle.centre());
        var corners = new ArrayList<Direction>();
        var at = first;
        do {
            corners.add(at);
            at = next(points, at);
        } while (!at.equals(first) && corners.size() <= points.size());
        if (corners.size() < 3 || corners.size() > points.size()) {
            throw new Refused(
                    SkyCode.HULL_FLAT,
                    "the directions lie on one great circle and have no convex hull");
        }
        return corners;
    }

    private static Direction farthest(List<Direction> points, Direction centre) {
        var farthest = points.getFirst();
        for (var point : points) {
            if (point.squaredChord(centre) > farthest.squaredChord(centre)) {
                farthest = point;
            }
        }
        return farthest;
    }

    /** The point that has all others to the left of the way to it; the farther of two in line. */
    private static Direction next(List<Direction> points, Direction at) {
        var next = points.getFirst().equals(at) ? points.get(1) : points.getFirst();
        for (var point : points) {
            if (point.equals(at) || point.equals(next)) {
                continue;
            }
            var turn = Orientation.of(at, next, point);
            if (turn < 0 || (turn == 0 && point.squaredChord(at) > next.squaredChord(at))) {
                next = point;
            }
        }
        return next;
    }
}
