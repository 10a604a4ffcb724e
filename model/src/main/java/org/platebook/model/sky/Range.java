package org.platebook.model.sky;

import org.platebook.model.failure.Refused;

/**
 * Bounds of longitude and latitude in degrees, as DALI's and SIAv2's RANGE; infinite ones are open.
 *
 * <p>An open bound of longitude is 0 or 360, an open one of latitude a pole. A first longitude
 * larger than the last runs through 0.
 *
 * @param westDeg first longitude, or -Inf
 * @param eastDeg last longitude, or +Inf
 * @param southDeg first latitude, -90 to 90, or -Inf
 * @param northDeg last latitude, not before the first, or +Inf
 */
public record Range(double westDeg, double eastDeg, double southDeg, double northDeg)
        implements Region {

    public Range {
        if (Double.isNaN(westDeg)
                || Double.isNaN(eastDeg)
                || westDeg == Double.POSITIVE_INFINITY
                || eastDeg == Double.NEGATIVE_INFINITY) {
            throw new Refused(
                    SkyCode.RANGE_LONGITUDE,
                    "a range's longitudes must be numbers, -Inf as the first or +Inf as the last,"
                            + " not %s and %s".formatted(westDeg, eastDeg));
        }
        if (!(southDeg <= northDeg)
                || isOffSky(southDeg, Double.NEGATIVE_INFINITY)
                || isOffSky(northDeg, Double.POSITIVE_INFINITY)) {
            throw new Refused(
                    SkyCode.RANGE_LATITUDE,
                    "a range's latitudes must rise within -90 to 90 degrees or be open, not be %s"
                                    .formatted(southDeg)
                            + " and "
                            + northDeg);
        }
    }

    private static boolean isOffSky(double latDeg, double open) {
        return !(Math.abs(latDeg) <= 90) && latDeg != open;
    }

    /** The same part of the sky as a box. */
    public Box box() {
        var west = westDeg == Double.NEGATIVE_INFINITY ? 0 : westDeg;
        var east = eastDeg == Double.POSITIVE_INFINITY ? 360 : eastDeg;
        var south = Math.max(-90, southDeg);
        var north = Math.min(90, northDeg);
        if (east == 360 && west > 0 && west < 360) {
            return new Box(
                    Math.toRadians(west), Arc.FULL, Math.toRadians(south), Math.toRadians(north));
        }
        return Box.ofDegrees(west, east, south, north);
    }

    @Override
    public boolean contains(Direction direction) {
        return box().contains(direction);
    }

    @Override
    public double areaSr() {
        return box().areaSr();
    }

    @Override
    public Circle boundingCircle() {
        return box().boundingCircle();
    }

    @Override
    public Box boundingBox() {
        return box();
    }

    @Override
    public Cuboid boundingCuboid() {
        return box().boundingCuboid();
    }

    @Override
    public Direction centre() {
        return box().centre();
    }
}
