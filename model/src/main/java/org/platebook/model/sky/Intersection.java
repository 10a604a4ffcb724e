package org.platebook.model.sky;

import java.util.Comparator;
import java.util.List;

/**
 * All directions that lie in each of some regions.
 *
 * @param parts the regions; without any, the whole sky
 */
public record Intersection(List<Region> parts) implements Region {

    public Intersection {
        parts = List.copyOf(parts);
    }

    @Override
    public boolean contains(Direction direction) {
        return parts.stream().allMatch(part -> part.contains(direction));
    }

    @Override
    public double areaSr() {
        return Arrangement.areaSr(this);
    }

    /** The smallest of the circles around the parts. */
    @Override
    public Circle boundingCircle() {
        return parts.stream()
                .map(Region::boundingCircle)
                .min(Comparator.comparingDouble(Circle::radiusRad))
                .orElseGet(Circle::full);
    }

    /** The smallest of the boxes around the parts. */
    @Override
    public Box boundingBox() {
        return parts.stream()
                .map(Region::boundingBox)
                .min(Comparator.comparingDouble(Box::areaSr))
                .orElseGet(Box::full);
    }

    /** The cuboid around the part whose bounding circle is the smallest. */
    @Override
    public Cuboid boundingCuboid() {
        return parts.stream()
                .min(Comparator.comparingDouble(part -> part.boundingCircle().radiusRad()))
                .map(Region::boundingCuboid)
                .orElseGet(() -> Box.full().boundingCuboid());
    }

    @Override
    public Direction centre() {
        return boundingCircle().centre();
    }
}
