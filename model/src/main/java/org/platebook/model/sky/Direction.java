package org.platebook.model.sky;

import org.platebook.model.failure.Refused;

/**
 * A place on the sky: a unit vector in ICRS, x towards (0, 0), z towards the north pole.
 *
 * <p>The components are kept as given, so that a stored vector reads back to the last bit.
 *
 * @param x cos(lat) cos(lon)
 * @param y cos(lat) sin(lon)
 * @param z sin(lat)
 */
public record Direction(double x, double y, double z) {

    /** How far the square of a unit vector's length may be from 1. */
    private static final double UNIT_TOLERANCE = 1e-11;

    public Direction {
        var squared = x * x + y * y + z * z;
        if (!(Math.abs(squared - 1) <= UNIT_TOLERANCE)) {
            throw new Refused(
                    SkyCode.DIRECTION_UNIT,
                    "a direction needs a vector of length 1, not (%s, %s, %s)".formatted(x, y, z));
        }
    }

    /**
     * Makes a direction from longitude and latitude; multiples of 90 degrees are exact.
     *
     * @param lonDeg longitude (right ascension) in degrees, any finite number
     * @param latDeg latitude (declination) in degrees, -90 to 90
     * @throws Refused when an angle is not a number or the latitude is out of range
     */
    public static Direction ofDegrees(double lonDeg, double latDeg) {
        if (!Double.isFinite(lonDeg)) {
            throw new Refused(
                    SkyCode.DIRECTION_LONGITUDE,
                    "longitude must be a finite number, not " + lonDeg);
        }
        if (!(Math.abs(latDeg) <= 90)) {
            throw new Refused(
                    SkyCode.DIRECTION_LATITUDE,
                    "latitude must be from -90 to 90 degrees, not " + latDeg);
        }
        var cosLat = Degrees.cos(latDeg);
        return new Direction(
                cosLat * Degrees.cos(lonDeg) + 0.0,
                cosLat * Degrees.sin(lonDeg) + 0.0,
                Degrees.sin(latDeg));
    }

    /**
     * Makes a direction from longitude and latitude in radians, latitude within ±π/2.
     *
     * @throws Refused when an angle is not a number or the latitude is out of range
     */
    public static Direction ofRadians(double lonRad, double latRad) {
        if (!Double.isFinite(lonRad)) {
            throw new Refused(
                    SkyCode.DIRECTION_LONGITUDE,
                    "longitude must be a finite number, not " + lonRad);
        }
        if (!(Math.abs(latRad) <= Math.PI / 2)) {
            throw new Refused(
                    SkyCode.DIRECTION_LATITUDE,
                    "latitude must be within ±π/2 radians, not " + latRad);
        }
        var cosLat = Math.cos(latRad);
        return new Direction(
                cosLat * Math.cos(lonRad), cosLat * Math.sin(lonRad), Math.sin(latRad));
    }

    /**
     * The direction in which a vector of any length points.
     *
     * @throws Refused when the vector is zero or not finite
     */
    public static Direction towards(double x, double y, double z) {
        var norm = Math.sqrt(x * x + y * y + z * z);
        if (!(norm > 0) || norm == Double.POSITIVE_INFINITY) {
            throw new Refused(
                    SkyCode.DIRECTION_ZERO,
                    "the vector (%s, %s, %s) points nowhere".formatted(x, y, z));
        }
        return new Direction(x / norm, y / norm, z / norm);
    }

    /** Longitude in degrees, [0, 360); 0 at the poles. */
    public double lonDeg() {
        return Degrees.wrap(Math.toDegrees(Math.atan2(y, x)));
    }

    /** Latitude in degrees, [-90, 90]. */
    public double latDeg() {
        return Math.toDegrees(latRad());
    }

    /** Longitude in radians, [0, 2π); 0 at the poles. */
    public double lonRad() {
        var lon = Math.atan2(y, x);
        return lon < 0 ? (lon + 2 * Math.PI) % (2 * Math.PI) : lon + 0.0;
    }

    /** Latitude in radians, [-π/2, π/2]. */
    public double latRad() {
        return Math.atan2(z, Math.sqrt(x * x + y * y));
    }

    /** Angle to another direction in radians, accurate from tiny to nearly opposite. */
    public double separationRad(Direction other) {
        return Math.atan2(cross(other).norm(), dot(other));
    }

    /** Angle to another direction in degrees, accurate from tiny to nearly opposite. */
    public double separationDeg(Direction other) {
        return Math.toDegrees(separationRad(other));
    }

    /** The opposite direction. */
    public Direction antipode() {
        return new Direction(-x, -y, -z);
    }

    /** Cosine of the angle between two directions. */
    public double dot(Direction other) {
        return x * other.x + y * other.y + z * other.z;
    }

    /**
     * This direction turned about an axis, counter-clockwise as seen from the tip of the axis
     * (Rodrigues' formula).
     */
    public Direction rotated(Direction axis, double angleRad) {
        var along = axis.vector().times(axis.dot(this) * (1 - Math.cos(angleRad)));
        var turned =
                vector().times(Math.cos(angleRad))
                        .plus(axis.cross(this).times(Math.sin(angleRad)))
                        .plus(along);
        return turned.direction();
    }

    Vector vector() {
        return new Vector(x, y, z);
    }

    /** Cross product; from sums and differences, so that it is accurate for close directions. */
    Vector cross(Direction other) {
        var sum = new Vector(other.x + x, other.y + y, other.z + z);
        var difference = new Vector(other.x - x, other.y - y, other.z - z);
        return sum.cross(difference).times(0.5);
    }

    /** Squared length of the chord to another direction: 4 sin²(separation / 2). */
    double squaredChord(Direction other) {
        var dx = x - other.x;
        var dy = y - other.y;
        var dz = z - other.z;
        return dx * dx + dy * dy + dz * dz;
    }

    /** Any direction at a right angle to this one. */
    Direction perpendicular() {
        var axis = Math.abs(x) < 0.5 ? new Vector(1, 0, 0) : new Vector(0, 1, 0);
        return vector().cross(axis).direction();
    }
}
