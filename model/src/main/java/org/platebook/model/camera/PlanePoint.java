package org.platebook.model.camera;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A point of a plane: in mm of a focal plane, or in radians of a tangent plane of the sky. */
record PlanePoint(double x, double y) {

    /**
     * The corners of the convex hull of points, counter-clockwise; points between corners are left
     * out (Andrew 1979, Inf. Process. Lett. 9, 216).
     */
    static List<PlanePoint> convexHull(Collection<PlanePoint> points) {
        var sorted =
                points.stream()
                        .distinct()
                        .sorted(
                                Comparator.comparingDouble(PlanePoint::x)
                                        .thenComparingDouble(PlanePoint::y))
                        .toList();
        var hull = new ArrayList<>(chain(sorted));
        hull.addAll(chain(sorted.reversed()));
        return List.copyOf(hull);
    }

    /** The lower side of the hull of sorted points, without its last corner. */
    private static List<PlanePoint> chain(List<PlanePoint> sorted) {
        var chain = new ArrayList<PlanePoint>();
        for (var point : sorted) {
            while (chain.size() > 1
                    && !turnsLeft(chain.get(chain.size() - 2), chain.getLast(), point)) {
                chain.removeLast();
            }
            chain.add(point);
        }
        chain.removeLast();
        return chain;
    }

    private static boolean turnsLeft(PlanePoint a, PlanePoint b, PlanePoint c) {
        return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) > 0;
    }
}
