package org.platebook.intake.camera;

import org.platebook.model.failure.Refused;

/**
 * Where an observatory stands, in the geocentric frame of OBSGEO-X/Y/Z (ITRS).
 *
 * @param xMetres towards longitude 0 on the equator
 * @param yMetres towards longitude 90 degrees east on the equator
 * @param zMetres towards the north pole
 */
public record Location(double xMetres, double yMetres, double zMetres) {

    /** WGS84 equatorial radius in metres (NIMA TR8350.2). */
    private static final double RADIUS = 6_378_137.0;

    /** WGS84 flattening. */
    private static final double FLATTENING = 1 / 298.257223563;

    private static final double LOWEST_GROUND = -500;
    private static final double HIGHEST_GROUND = 10_000;

    private static final double ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING);

    public Location {
        if (!Double.isFinite(xMetres) || !Double.isFinite(yMetres) || !Double.isFinite(zMetres)) {
            throw new Refused(
                    CameraCode.LOCATION_RANGE,
                    "place (%s, %s, %s) m must be three finite numbers"
                            .formatted(xMetres, yMetres, zMetres));
        }
    }

    /** Whether the place is on the ground or near it: from the Dead Sea to above the mountains. */
    public boolean isOnGround() {
        double height = heightMetres();
        return height > LOWEST_GROUND && height < HIGHEST_GROUND;
    }

    /**
     * The place at a longitude (east positive), latitude and height above the WGS84 ellipsoid.
     *
     * @throws Refused {@code location.range} for a latitude beyond the poles, and for what is not a
     *     number
     */
    public static Location ofGeodetic(
            double longitudeDeg, double latitudeDeg, double heightMetres) {
        if (!(Math.abs(latitudeDeg) <= 90)) {
            throw new Refused(
                    CameraCode.LOCATION_RANGE,
                    "latitude is %s, expected -90 to 90 degrees".formatted(latitudeDeg));
        }
        double longitude = Math.toRadians(longitudeDeg);
        double sin = Math.sin(Math.toRadians(latitudeDeg));
        double cos = Math.cos(Math.toRadians(latitudeDeg));
        double curvature = RADIUS / Math.sqrt(1 - ECCENTRICITY_SQUARED * sin * sin);
        return new Location(
                (curvature + heightMetres) * cos * Math.cos(longitude),
                (curvature + heightMetres) * cos * Math.sin(longitude),
                (curvature * (1 - ECCENTRICITY_SQUARED) + heightMetres) * sin);
    }

    public double longitudeDeg() {
        return Math.toDegrees(Math.atan2(yMetres, xMetres));
    }

    /** Latitude on the WGS84 ellipsoid (Bowring 1976, iterated until it stands). */
    public double latitudeDeg() {
        double distance = Math.hypot(xMetres, yMetres);
        double polar = ECCENTRICITY_SQUARED * RADIUS / (1 - FLATTENING);
        double reduced = Math.atan2(zMetres, distance * (1 - FLATTENING));
        double latitude = reduced;
        for (int i = 0; i < 4; i++) {
            double sin = Math.sin(reduced);
            double cos = Math.cos(reduced);
            latitude =
                    Math.atan2(
                            zMetres + polar * sin * sin * sin,
                            distance - ECCENTRICITY_SQUARED * RADIUS * cos * cos * cos);
            reduced = Math.atan2((1 - FLATTENING) * Math.sin(latitude), Math.cos(latitude));
        }
        return Math.toDegrees(latitude);
    }

    /** Height above the WGS84 ellipsoid. */
    public double heightMetres() {
        double latitude = Math.toRadians(latitudeDeg());
        double sin = Math.sin(latitude);
        double cos = Math.cos(latitude);
        double curvature = RADIUS / Math.sqrt(1 - ECCENTRICITY_SQUARED * sin * sin);
        double distance = Math.hypot(xMetres, yMetres);
        return distance * cos + zMetres * sin - RADIUS * RADIUS / curvature;
    }
}
