package org.platebook.model.sky;

import java.util.List;

/**
 * All directions that lie in any of some regions.
 *
 * @param parts the regions, which may overlap; without any, nothing
 */
public record Union(List<Region> parts) implements Region {

    public Union {
        parts = List.copyOf(parts);
    }

    @Override
    public boolean contains(Direction direction) {
        return parts.stream().anyMatch(part -> part.contains(direction));
    }

    @Override
    public boolean overlaps(Region other) {
        return parts.stream().anyMatch(part -> part.overlaps(other));
    }

    @Override
    public double areaSr() {
        return Arrangement.areaSr(this);
    }

    @Override
    public Circle boundingCircle() {
        return parts.stream()
                .map(Region::boundingCircle)
                .reduce(Union::joined)
                .orElseGet(() -> Circle.ofRadians(new Direction(1, 0, 0), -1));
    }

    /** The smallest circle that holds both. */
    private static Circle joined(Circle one, Circle other) {
        if (one.isEmpty() || other.isFull()) {
            return other;
        }
        var apart = one.centre().separationRad(other.centre());
        if (other.isEmpty() || apart + other.radiusRad() <= one.radiusRad()) {
            return one;
        }
        if (apart + one.radiusRad() <= other.radiusRad()) {
            return other;
        }
        var radius = (apart + one.radiusRad() + other.radiusRad()) / 2;
        var axis = one.centre().cross(other.centre());
        if (radius >= Math.PI || axis.norm() == 0) {
            return Circle.full();
        }
        var centre = one.centre().rotated(axis.direction(), radius - one.radiusRad());
        return Circle.ofRadians(centre, Math.min(Math.PI, radius + BOUNDARY_RAD));
    }

    @Override
    public Box boundingBox() {
        return parts.stream().map(Region::boundingBox).reduce(Box.empty(), Boxes::joined);
    }

    @Override
    public Cuboid boundingCuboid() {
        return parts.stream()
                .map(Region::boundingCuboid)
                .reduce(Cuboid::joined)
                .orElseGet(Cuboids::nothing);
    }

    @Override
    public Direction centre() {
        return boundingCircle().centre();
    }
}
