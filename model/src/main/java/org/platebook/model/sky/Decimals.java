package org.platebook.model.sky;

/** Angles of directions and regions as text: decimal degrees, as short as they can be. */
final class Decimals {

    /** Relative error of a distance from the axis that comes from rounding alone. */
    private static final double ROUNDING = 4e-16;

    private Decimals() {}

    /** Longitude and latitude in degrees with a blank between, as short as the direction allows. */
    static String degrees(Direction direction) {
        return Degrees.text(shortestLonDeg(direction))
                + " "
                + Degrees.text(shortestLatDeg(direction));
    }

    /** The shortest decimal longitude that gives this direction, or the nearest double. */
    static double shortestLonDeg(Direction direction) {
        var lat = shortestLatDeg(direction);
        return Degrees.shortest(
                direction.lonDeg(),
                lon -> {
                    var made = Direction.ofDegrees(lon, lat);
                    return made.x() == direction.x() && made.y() == direction.y();
                });
    }

    /** The shortest decimal latitude that gives this direction, or the nearest double. */
    static double shortestLatDeg(Direction direction) {
        var fromAxis = Math.hypot(direction.x(), direction.y());
        return Degrees.shortest(
                direction.latDeg(),
                lat ->
                        Math.abs(lat) <= 90
                                && Degrees.sin(lat) == direction.z()
                                && Math.abs(Degrees.cos(lat) - fromAxis) <= ROUNDING * fromAxis);
    }

    /** The shortest decimal degrees that are the same angle in radians. */
    static double shortestDeg(double rad) {
        return Degrees.shortest(Math.toDegrees(rad), deg -> Math.toRadians(deg) == rad);
    }
}
