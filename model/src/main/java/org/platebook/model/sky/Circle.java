package org.platebook.model.sky;

import org.platebook.model.failure.Refused;

import java.util.List;

/**
 * All directions within an angle of a centre.
 *
 * @param centre the middle
 * @param radiusRad radius in radians; 0 is a point, π and more the whole sky, a negative one
 *     nothing
 * @param squaredChord squared length of the chord from centre to edge, 4 sin²(radius / 2); kept
 *     because stored circles hold both and they may differ in the last bits
 */
public record Circle(Direction centre, double radiusRad, double squaredChord) implements Region {

    private static final double CHORD_TOLERANCE = 1e-9;

    public Circle {
        if (Double.isNaN(radiusRad) || Double.isNaN(squaredChord)) {
            throw new Refused(SkyCode.CIRCLE_RADIUS, "a circle's radius must be a number");
        }
        if (radiusRad >= 0
                && radiusRad < Math.PI
                && !(Math.abs(squaredChord - squaredChordOf(radiusRad)) <= CHORD_TOLERANCE)) {
            throw new Refused(
                    SkyCode.CIRCLE_CHORD,
                    "a circle of radius %s rad has a squared chord of %s, not %s"
                            .formatted(radiusRad, squaredChordOf(radiusRad), squaredChord));
        }
    }

    /** Makes a circle of a radius in radians. */
    public static Circle ofRadians(Direction centre, double radiusRad) {
        return new Circle(centre, radiusRad, squaredChordOf(radiusRad));
    }

    /**
     * Makes a circle of a radius in degrees.
     *
     * @param radiusDeg 0 to 180
     * @throws Refused when the radius is out of range
     */
    public static Circle ofDegrees(Direction centre, double radiusDeg) {
        if (!(radiusDeg >= 0 && radiusDeg <= 180)) {
            throw new Refused(
                    SkyCode.CIRCLE_RADIUS,
                    "a circle's radius must be from 0 to 180 degrees, not " + radiusDeg);
        }
        return ofRadians(centre, Math.toRadians(radiusDeg));
    }

    /** The whole sky. */
    public static Circle full() {
        return ofRadians(new Direction(0, 0, 1), Math.PI);
    }

    private static double squaredChordOf(double radiusRad) {
        if (radiusRad < 0) {
            return -1;
        }
        if (radiusRad >= Math.PI) {
            return 4;
        }
        var sine = Math.sin(radiusRad / 2);
        return 4 * sine * sine;
    }

    public double radiusDeg() {
        return Math.toDegrees(radiusRad);
    }

    /** Whether this is the whole sky. */
    public boolean isFull() {
        return squaredChord >= 4 || radiusRad >= Math.PI;
    }

    /** Whether this holds no direction at all. */
    public boolean isEmpty() {
        return squaredChord < 0 || radiusRad < 0;
    }

    @Override
    public boolean contains(Direction direction) {
        return side(direction) >= 0;
    }

    @Override
    public boolean overlaps(Region other) {
        if (other instanceof Circle circle && !isEmpty() && !circle.isEmpty()) {
            return centre.separationRad(circle.centre)
                    <= radiusRad + circle.radiusRad + BOUNDARY_RAD;
        }
        return Arrangement.overlap(this, other);
    }

    @Override
    public boolean contains(Region other) {
        if (other instanceof Circle circle && !isEmpty() && !circle.isEmpty()) {
            return isFull()
                    || centre.separationRad(circle.centre) + circle.radiusRad
                            <= radiusRad + BOUNDARY_RAD;
        }
        return Arrangement.contains(this, other);
    }

    @Override
    public double areaSr() {
        return isEmpty() ? 0 : Math.PI * Math.min(squaredChord, 4);
    }

    @Override
    public Circle boundingCircle() {
        return this;
    }

    @Override
    public Box boundingBox() {
        return Boxes.around(this);
    }

    @Override
    public Cuboid boundingCuboid() {
        return Cuboids.around(outline());
    }

    Outline outline() {
        if (isEmpty()) {
            return new Outline(List.of(), direction -> -1, true);
        }
        if (isFull()) {
            return new Outline(List.of(), direction -> 1, false);
        }
        return new Outline(
                List.of(Arc.circle(centre, radiusRad)), this::side, radiusRad <= BOUNDARY_RAD);
    }

    private int side(Direction direction) {
        if (isEmpty()) {
            return -1;
        }
        if (isFull()) {
            return 1;
        }
        var inside = radiusRad - centre.separationRad(direction);
        return inside > BOUNDARY_RAD ? 1 : inside >= -BOUNDARY_RAD ? 0 : -1;
    }
}
