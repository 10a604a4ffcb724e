package org.platebook.model.sky;

import org.platebook.model.failure.Refused;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A polygon of great-circle edges, convex or not, up to nearly the whole sky.
 *
 * <p>The vertices run counter-clockwise as seen on the sky, east to the left (DALI 1.1, section
 * 3.3.7), so the inside is to the left of each edge; {@link #wound} reads the inside from that
 * order, {@link #of} takes either order and the smaller side. Edges are the shorter great-circle
 * arcs. Vertices closer than {@link Region#BOUNDARY_RAD} are kept, but count as one.
 */
public final class Polygon implements Region {

    private final List<Direction> vertices;
    private final Loop loop;
    private final Circle boundingCircle;

    private Polygon(List<Direction> vertices) {
        this.vertices = List.copyOf(vertices);
        this.loop = Loop.of(reversed(this.vertices));
        this.boundingCircle =
                EnclosingCircle.of(this.vertices)
                        .filter(circle -> loop.side(circle.centre().antipode()) < 0)
                        .orElseGet(Circle::full);
    }

    /**
     * Makes a polygon whose inside is to the left of its edges as seen on the sky, east to the
     * left.
     *
     * @param vertices three or more, not closed by repeating the first
     * @throws Refused when vertices repeat, neighbours are opposite, edges cross, or all lie in
     *     line
     */
    public static Polygon wound(List<Direction> vertices) {
        return new Polygon(vertices);
    }

    /**
     * Makes a polygon from vertices in either order; its inside is the smaller part of the sky.
     *
     * @param vertices three or more, not closed by repeating the first
     * @throws Refused when vertices repeat, neighbours are opposite, edges cross, or all lie in
     *     line
     */
    public static Polygon of(List<Direction> vertices) {
        var polygon = new Polygon(vertices);
        return polygon.areaSr() <= Areas.SPHERE_SR / 2 ? polygon : polygon.complement();
    }

    /**
     * The smallest convex polygon around directions.
     *
     * @throws Refused when they do not fit in one half of the sky or lie in line
     */
    public static Polygon convexHull(Collection<Direction> directions) {
        return wound(reversed(ConvexHull.of(directions)));
    }

    /** The vertices, counter-clockwise as seen on the sky, not repeating the first. */
    public List<Direction> vertices() {
        return vertices;
    }

    /** The same edges with the other part of the sky inside: the vertices in reverse order. */
    public Polygon complement() {
        return new Polygon(reversed(vertices));
    }

    /** Whether the great-circle arc between any two directions inside stays inside. */
    public boolean isConvex() {
        return loop.isConvex() && areaSr() <= Areas.SPHERE_SR / 2;
    }

    @Override
    public boolean contains(Direction direction) {
        return loop.side(direction) >= 0;
    }

    @Override
    public double areaSr() {
        return loop.areaSr();
    }

    /** The smallest circle around the vertices, or the whole sky when that is not around it all. */
    @Override
    public Circle boundingCircle() {
        return boundingCircle;
    }

    @Override
    public Box boundingBox() {
        return Boxes.around(outline());
    }

    @Override
    public Cuboid boundingCuboid() {
        return Cuboids.around(outline());
    }

    /** The centre of mass of the polygon as a sheet on the sphere, moved out to the sphere. */
    @Override
    public Direction centre() {
        return loop.centroid();
    }

    Outline outline() {
        return new Outline(loop.arcs(), loop::side, false);
    }

    private static List<Direction> reversed(List<Direction> vertices) {
        return new ArrayList<>(vertices).reversed();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Polygon polygon && vertices.equals(polygon.vertices);
    }

    @Override
    public int hashCode() {
        return vertices.hashCode();
    }

    @Override
    public String toString() {
        return "Polygon" + vertices;
    }
}
