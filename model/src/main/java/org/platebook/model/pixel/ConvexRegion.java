package org.platebook.model.pixel;

import org.platebook.model.sky.Direction;
import org.platebook.model.sky.Polygon;
import org.platebook.model.sky.Region;

import java.util.List;

/**
 * A convex polygon, prepared for many quick comparisons with small convex cells.
 *
 * <p>Two convex polygons within half of the sky are apart when, and only when, an edge of either
 * has all of the other on its outer side; farther from each other they may be held for touching.
 */
final class ConvexRegion {

    private final double[] vertices;

    /** The inward normals of the edges, one long. */
    private final double[] normals;

    ConvexRegion(Polygon polygon) {
        // A polygon runs counter-clockwise as seen on the sky, clockwise as seen from outside.
        vertices = flat(polygon.vertices().reversed());
        normals = normals(vertices);
    }

    /**
     * What a cell is to the polygon.
     *
     * @param corners of the cell, counter-clockwise as seen from outside the sphere
     * @param slackRad how far the cell may reach over the great circles between its corners
     */
    PixelRelation relation(List<Direction> corners, double slackRad) {
        double apart = slackRad + Region.BOUNDARY_RAD;
        var cell = flat(corners);
        boolean inside = true;
        for (int i = 0; i < normals.length; i += 3) {
            double lowest = extreme(normals, i, cell, -1);
            if (lowest < slackRad) {
                inside = false;
                if (extreme(normals, i, cell, 1) < -apart) {
                    return PixelRelation.OUTSIDE;
                }
            }
        }
        if (inside) {
            return PixelRelation.INSIDE;
        }
        var edges = normals(cell);
        for (int i = 0; i < edges.length; i += 3) {
            if (extreme(edges, i, vertices, 1) < -apart) {
                return PixelRelation.OUTSIDE;
            }
        }
        return PixelRelation.PARTLY;
    }

    /** How far the points reach along a normal: highest for sign 1, lowest for -1. */
    private static double extreme(double[] normals, int normal, double[] points, int sign) {
        double extreme = -2;
        for (int i = 0; i < points.length; i += 3) {
            double along =
                    normals[normal] * points[i]
                            + normals[normal + 1] * points[i + 1]
                            + normals[normal + 2] * points[i + 2];
            extreme = Math.max(extreme, sign * along);
        }
        return sign * extreme;
    }

    private static double[] flat(List<Direction> directions) {
        var flat = new double[3 * directions.size()];
        int next = 0;
        for (var direction : directions) {
            flat[next++] = direction.x();
            flat[next++] = direction.y();
            flat[next++] = direction.z();
        }
        return flat;
    }

    private static double[] normals(double[] points) {
        var normals = new double[points.length];
        for (int i = 0; i < points.length; i += 3) {
            int j = (i + 3) % points.length;
            // (a + b) x (b - a) = 2 a x b, which keeps its digits for close points.
            double sumX = points[i] + points[j];
            double sumY = points[i + 1] + points[j + 1];
            double sumZ = points[i + 2] + points[j + 2];
            double difX = points[j] - points[i];
            double difY = points[j + 1] - points[i + 1];
            double difZ = points[j + 2] - points[i + 2];
            double x = sumY * difZ - sumZ * difY;
            double y = sumZ * difX - sumX * difZ;
            double z = sumX * difY - sumY * difX;
            double length = Math.sqrt(x * x + y * y + z * z);
            normals[i] = x / length;
            normals[i + 1] = y / length;
            normals[i + 2] = z / length;
        }
        return normals;
    }
}
