package org.platebook.model.sky;

/**
 * A cuboid along the axes of the space that the unit sphere lives in, bounds included.
 *
 * @param min the corner with the smallest x, y and z
 * @param max the corner with the largest x, y and z
 */
public record Cuboid(Corner min, Corner max) {

    /** A corner of a cuboid, in units of the sphere's radius. */
    public record Corner(double x, double y, double z) {}

    /** Whether a direction, as a point on the unit sphere, lies in this cuboid. */
    public boolean contains(Direction direction) {
        return min.x <= direction.x()
                && direction.x() <= max.x
                && min.y <= direction.y()
                && direction.y() <= max.y
                && min.z <= direction.z()
                && direction.z() <= max.z;
    }

    /** Whether two cuboids have a point in common. */
    public boolean overlaps(Cuboid other) {
        return min.x <= other.max.x
                && other.min.x <= max.x
                && min.y <= other.max.y
                && other.min.y <= max.y
                && min.z <= other.max.z
                && other.min.z <= max.z;
    }

    /** The smallest cuboid that holds both. */
    Cuboid joined(Cuboid other) {
        return new Cuboid(
                new Corner(
                        Math.min(min.x, other.min.x),
                        Math.min(min.y, other.min.y),
                        Math.min(min.z, other.min.z)),
                new Corner(
                        Math.max(max.x, other.max.x),
                        Math.max(max.y, other.max.y),
                        Math.max(max.z, other.max.z)));
    }
}
