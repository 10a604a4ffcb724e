package org.platebook.model.sky;

/**
 * A closed part of the sky: its boundary belongs to it.
 *
 * <p>Predicates are exact but for rounding: what lies within {@link #BOUNDARY_RAD} of a boundary
 * counts as on it, so regions that touch overlap.
 */
public sealed interface Region permits Circle, Polygon, Box, Range, Ellipse, Union, Intersection {

    /** Half width of a boundary in radians (2e-8 arcsec): what is nearer is on the boundary. */
    double BOUNDARY_RAD = 1e-13;

    /** Whether a direction lies in this region or on its boundary. */
    boolean contains(Direction direction);

    /**
     * Whether this region and another have a point in common; a touch is enough.
     *
     * @throws org.platebook.model.failure.Refused when one of them has an ellipse in it
     */
    default boolean overlaps(Region other) {
        return Arrangement.overlap(this, other);
    }

    /**
     * Whether every point of another region lies in this one or on its boundary.
     *
     * @throws org.platebook.model.failure.Refused when one of them has an ellipse in it
     */
    default boolean contains(Region other) {
        return Arrangement.contains(this, other);
    }

    /** Area in steradians, 0 to 4π. */
    double areaSr();

    /** Area in square degrees. */
    default double areaDeg2() {
        return Math.toDegrees(Math.toDegrees(areaSr()));
    }

    /** A circle that holds this region: the smallest one, where that is known. */
    Circle boundingCircle();

    /** A box in longitude and latitude that holds this region. */
    Box boundingBox();

    /** A cuboid in space that holds this region as a part of the unit sphere. */
    Cuboid boundingCuboid();

    /** A direction in the middle of this region; it need not lie in it when it is not convex. */
    Direction centre();
}
