package org.platebook.model.sky;

import java.util.List;
import java.util.function.Predicate;

/** Areas on the sphere from the boundaries around them. */
final class Areas {

    static final double SPHERE_SR = 4 * Math.PI;

    private static final double LONGEST_STEP_RAD = Math.PI / 2;
    private static final double ENOUGH_CLEARANCE_RAD = 0.2;
    private static final double ROUNDING_SR = 1e-9;

    private static final List<Direction> AXES =
            List.of(
                    new Direction(1, 0, 0),
                    new Direction(-1, 0, 0),
                    new Direction(0, 1, 0),
                    new Direction(0, -1, 0),
                    new Direction(0, 0, 1),
                    new Direction(0, 0, -1));

    private Areas() {}

    /**
     * A part of an arc that bounds an area.
     *
     * @param sign 1 when the area is on the axis' side, -1 when on the other
     */
    record Run(Arc arc, double from, double to, int sign) {}

    /**
     * The area inside a closed boundary, in steradians.
     *
     * <p>The sum of the signed triangles from one fixed point over all steps (Van Oosterom and
     * Strackee 1983, IEEE Trans. Biomed. Eng. 30, 125) and of what lies between a step's great
     * circle and its own arc is the area but for whole spheres.
     *
     * @param inside tells nothing from nearly everything, should the sum be zero but for rounding
     */
    static double within(List<Run> boundary, Predicate<Direction> inside) {
        var origin = origin(boundary);
        double sum = 0;
        for (var run : boundary) {
            sum += run.sign() * swept(origin, run);
        }
        var area = Math.IEEEremainder(sum, SPHERE_SR);
        if (Math.abs(area) < ROUNDING_SR) {
            var here = AXES.stream().filter(inside).count();
            return here > AXES.size() / 2 ? SPHERE_SR - Math.abs(area) : Math.abs(area);
        }
        return area < 0 ? area + SPHERE_SR : area;
    }

    /**
     * A point on the boundary, for the sake of small areas, unless the boundary is opposite to it.
     */
    private static Direction origin(List<Run> boundary) {
        var first = boundary.getFirst().arc().at(boundary.getFirst().from());
        var best = first;
        double clearance = clearance(first, boundary);
        for (var axis : AXES) {
            if (clearance < ENOUGH_CLEARANCE_RAD && clearance(axis, boundary) > clearance) {
                best = axis;
                clearance = clearance(axis, boundary);
            }
        }
        return best;
    }

    private static double clearance(Direction origin, List<Run> boundary) {
        var opposite = origin.antipode();
        return boundary.stream()
                .mapToDouble(run -> run.arc().distanceRad(opposite))
                .min()
                .orElse(0);
    }

    private static double swept(Direction origin, Run run) {
        var arc = run.arc();
        var steps = (int) Math.ceil((run.to() - run.from()) / LONGEST_STEP_RAD);
        var step = (run.to() - run.from()) / steps;
        double sum = 0;
        for (int i = 0; i < steps; i++) {
            var here = at(arc, run.from() + i * step);
            var there = at(arc, run.from() + (i + 1) * step);
            sum += triangle(origin, here, there);
            if (!arc.isGreat()) {
                var halfSine = Math.sin(arc.radiusRad() / 2);
                sum += 2 * halfSine * halfSine * step - triangle(arc.axis(), here, there);
            }
        }
        return sum;
    }

    private static Direction at(Arc arc, double angle) {
        return angle == 0 ? arc.start() : angle == arc.lengthRad() ? arc.end() : arc.at(angle);
    }

    /** Signed area of a triangle, positive when its corners run counter-clockwise from outside. */
    private static double triangle(Direction a, Direction b, Direction c) {
        var volume = b.vector().minus(a.vector()).cross(c.vector().minus(a.vector())).dot(a);
        return 2 * Math.atan2(volume, 1 + a.dot(b) + b.dot(c) + c.dot(a));
    }
}
