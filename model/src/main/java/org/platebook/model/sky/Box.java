package org.platebook.model.sky;

import org.platebook.model.failure.Refused;

import java.util.ArrayList;
import java.util.List;

/**
 * All directions within an interval of longitude and one of latitude, in radians.
 *
 * <p>Longitudes run eastward from west to east, through 0 when west is the larger (as in sphgeom);
 * 0 to 2π is all around. A box with a NaN is empty. Where the box reaches a pole, the pole belongs.
 *
 * @param westRad first longitude, [0, 2π]
 * @param eastRad last longitude, [0, 2π]
 * @param southRad first latitude, [-π/2, π/2]
 * @param northRad last latitude, not before the first
 */
public record Box(double westRad, double eastRad, double southRad, double northRad)
        implements Region {

    private static final double POLE_RAD = Math.PI / 2;

    public Box {
        var empty =
                Double.isNaN(westRad)
                        || Double.isNaN(eastRad)
                        || Double.isNaN(southRad)
                        || Double.isNaN(northRad);
        if (!empty && !(isLongitude(westRad) && isLongitude(eastRad))) {
            throw new Refused(
                    SkyCode.BOX_LONGITUDE,
                    "a box's longitudes must be from 0 to 2π radians, not %s and %s"
                            .formatted(westRad, eastRad));
        }
        if (!empty && !(southRad >= -POLE_RAD && southRad <= northRad && northRad <= POLE_RAD)) {
            throw new Refused(
                    SkyCode.BOX_LATITUDE,
                    "a box's latitudes must rise within ±π/2 radians, not be %s and %s"
                            .formatted(southRad, northRad));
        }
    }

    private static boolean isLongitude(double rad) {
        return rad >= 0 && rad <= Arc.FULL;
    }

    /**
     * Makes a box of degrees; a west larger than the east runs through 0, and 360 or more is all
     * around.
     *
     * @throws Refused when an angle is not finite or the latitudes do not rise within ±90
     */
    public static Box ofDegrees(double westDeg, double eastDeg, double southDeg, double northDeg) {
        if (!Double.isFinite(westDeg) || !Double.isFinite(eastDeg)) {
            throw new Refused(
                    SkyCode.BOX_LONGITUDE,
                    "a box's longitudes must be finite, not %s and %s".formatted(westDeg, eastDeg));
        }
        if (!(southDeg >= -90 && southDeg <= northDeg && northDeg <= 90)) {
            throw new Refused(
                    SkyCode.BOX_LATITUDE,
                    "a box's latitudes must rise within -90 to 90 degrees, not be %s and %s"
                            .formatted(southDeg, northDeg));
        }
        var south = Math.toRadians(southDeg);
        var north = Math.toRadians(northDeg);
        if (eastDeg - westDeg >= 360) {
            return new Box(0, Arc.FULL, south, north);
        }
        return new Box(
                Math.toRadians(Degrees.wrap(westDeg)),
                Math.toRadians(Degrees.wrap(eastDeg)),
                south,
                north);
    }

    /**
     * Makes a box of a centre and full sizes in degrees; what would pass a pole is cut off there.
     *
     * @throws Refused when a size is negative or not finite
     */
    public static Box around(Direction centre, double widthDeg, double heightDeg) {
        if (!(widthDeg >= 0 && heightDeg >= 0)
                || Double.isInfinite(widthDeg)
                || Double.isInfinite(heightDeg)) {
            throw new Refused(
                    SkyCode.BOX_SIZE,
                    "a box's width and height must be 0 or more degrees, not %s and %s"
                            .formatted(widthDeg, heightDeg));
        }
        var lon = Decimals.shortestLonDeg(centre);
        var lat = Decimals.shortestLatDeg(centre);
        return ofDegrees(
                lon - widthDeg / 2,
                lon + widthDeg / 2,
                Math.max(-90, lat - heightDeg / 2),
                Math.min(90, lat + heightDeg / 2));
    }

    /** The whole sky. */
    public static Box full() {
        return new Box(0, Arc.FULL, -POLE_RAD, POLE_RAD);
    }

    /** The box without a direction in it. */
    public static Box empty() {
        return new Box(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    /** Whether this holds no direction at all. */
    public boolean isEmpty() {
        return Double.isNaN(westRad + eastRad + southRad + northRad);
    }

    /** Whether this goes all around in longitude. */
    public boolean isAround() {
        return eastRad - westRad >= Arc.FULL;
    }

    /** Extent in longitude in radians, [0, 2π]. */
    public double widthRad() {
        return eastRad >= westRad ? eastRad - westRad : Arc.FULL - (westRad - eastRad);
    }

    @Override
    public boolean contains(Direction direction) {
        return side(direction) >= 0;
    }

    @Override
    public double areaSr() {
        return isEmpty()
                ? 0
                : widthRad()
                        * 2
                        * Math.cos((northRad + southRad) / 2)
                        * Math.sin((northRad - southRad) / 2);
    }

    @Override
    public Circle boundingCircle() {
        return Boxes.circleAround(this);
    }

    @Override
    public Box boundingBox() {
        return this;
    }

    @Override
    public Cuboid boundingCuboid() {
        return Cuboids.around(outline());
    }

    @Override
    public Direction centre() {
        if (isEmpty()) {
            throw new Refused(SkyCode.REGION_EMPTY, "an empty region has no centre");
        }
        return Direction.ofRadians(westRad + widthRad() / 2, (southRad + northRad) / 2);
    }

    private int side(Direction direction) {
        if (isEmpty()) {
            return -1;
        }
        var lat = direction.latRad();
        var depth =
                Math.min(
                        southRad == -POLE_RAD ? 1 : lat - southRad,
                        northRad == POLE_RAD ? 1 : northRad - lat);
        if (!isAround()) {
            var offset = direction.lonRad() - westRad;
            var east = offset < 0 ? offset + Arc.FULL : offset;
            var width = widthRad();
            var within =
                    east <= width
                            ? Math.min(east, width - east)
                            : -Math.min(east - width, Arc.FULL - east);
            depth = Math.min(depth, within * Math.hypot(direction.x(), direction.y()));
        }
        return depth > BOUNDARY_RAD ? 1 : depth >= -BOUNDARY_RAD ? 0 : -1;
    }

    Outline outline() {
        var arcs = new ArrayList<Arc>(4);
        if (!isEmpty()) {
            if (southRad > -POLE_RAD) {
                arcs.add(parallel(1, westRad, southRad));
            }
            if (!isAround()) {
                arcs.add(meridian(eastRad, southRad, 1));
            }
            if (northRad < POLE_RAD) {
                arcs.add(parallel(-1, eastRad, northRad));
            }
            if (!isAround()) {
                arcs.add(meridian(westRad, northRad, -1));
            }
        }
        var thin = isEmpty() || widthRad() <= BOUNDARY_RAD || northRad - southRad <= BOUNDARY_RAD;
        return new Outline(List.copyOf(arcs), this::side, thin);
    }

    private Arc parallel(int sense, double lonRad, double latRad) {
        return new Arc(
                new Direction(0, 0, sense),
                POLE_RAD - sense * latRad,
                Direction.ofRadians(lonRad, latRad),
                widthRad());
    }

    private Arc meridian(double lonRad, double latRad, int sense) {
        return new Arc(
                new Direction(sense * Math.sin(lonRad), -sense * Math.cos(lonRad), 0),
                POLE_RAD,
                Direction.ofRadians(lonRad, latRad),
                northRad - southRad);
    }
}
