package org.platebook.vo.adql.bind;

import org.platebook.vo.adql.AdqlFailure;
import org.platebook.vo.adql.tree.Position;

/**
 * The corners of BOX (ADQL 2.1, 4.2.9): its sides are great circles that cross the ends of two arms
 * at right angles.
 *
 * <p>On the plane that touches the sphere in the centre, great circles are straight lines, so the
 * corners are those of a rectangle with half sizes tan(width/2) and tan(height/2).
 */
final class BoxCorners {

    private static final double[][] SIGNS = {{1, -1}, {1, 1}, {-1, 1}, {-1, -1}};
    private static final double WIDEST_DEG = 180;

    private BoxCorners() {}

    /** Longitudes and latitudes in degrees, counter-clockwise as seen on the sky. */
    static double[] of(
            double lonDeg, double latDeg, double widthDeg, double heightDeg, Position at) {
        if (!(Math.abs(latDeg) <= 90)) {
            throw AdqlFailure.type(at, "a latitude is from -90 to 90 degrees, not " + latDeg);
        }
        if (!(widthDeg > 0 && widthDeg < WIDEST_DEG && heightDeg > 0 && heightDeg < WIDEST_DEG)) {
            throw AdqlFailure.type(
                    at,
                    "the sides of a box are more than 0 and less than 180 degrees, not %s and %s"
                            .formatted(widthDeg, heightDeg));
        }
        var corners = new double[2 * SIGNS.length];
        for (int i = 0; i < SIGNS.length; i++) {
            double east = SIGNS[i][0] * Math.tan(Math.toRadians(widthDeg / 2));
            double north = SIGNS[i][1] * Math.tan(Math.toRadians(heightDeg / 2));
            double lat = Math.toRadians(latDeg);
            double towards = Math.cos(lat) - north * Math.sin(lat);
            double up = Math.sin(lat) + north * Math.cos(lat);
            corners[2 * i] = lonDeg + Math.toDegrees(Math.atan2(east, towards));
            corners[2 * i + 1] = Math.toDegrees(Math.atan2(up, Math.hypot(towards, east)));
        }
        return corners;
    }
}
