package org.platebook.model.sky;

import org.platebook.model.failure.Refused;

import java.util.List;

/**
 * The part of the sky in an elliptic cone, kept as sphgeom stores it.
 *
 * <p>It can be stored, read back and asked for directions in it; it is not compared with other
 * regions. With α and β the angles from the centre along the two axes, a direction (x, y, z) in the
 * ellipse's own frame, z its centre, is inside when x² cot² α + y² cot² β ≤ z² and z ≥ 0; where α
 * and β exceed 90 degrees, what is outside of the opposite ellipse is inside.
 *
 * @param rotation 9 numbers, rows first: turns directions into the ellipse's frame
 * @param a α - π/2 in radians
 * @param b β - π/2 in radians, of the same sign as a
 * @param gamma half the angle between the foci in radians
 * @param tanA size of the tangent of a
 * @param tanB size of the tangent of b
 */
public record Ellipse(
        List<Double> rotation, double a, double b, double gamma, double tanA, double tanB)
        implements Region {

    private static final int AREA_STEPS = 4096;

    public Ellipse {
        rotation = List.copyOf(rotation);
        if (rotation.size() != 9) {
            throw new Refused(
                    SkyCode.ELLIPSE_ROTATION,
                    "an ellipse's rotation has 9 numbers, not " + rotation.size());
        }
    }

    @Override
    public boolean contains(Direction direction) {
        if (a < -Math.PI / 2) {
            return false;
        }
        if (a >= Math.PI / 2) {
            return true;
        }
        var x = row(0).dot(direction) * tanA;
        var y = row(1).dot(direction) * tanB;
        var z = row(2).dot(direction);
        var cone = x * x + y * y - z * z;
        return a > 0 ? z >= 0 || cone >= 0 : z >= 0 && cone <= 0;
    }

    private Vector row(int number) {
        return new Vector(
                rotation.get(3 * number),
                rotation.get(3 * number + 1),
                rotation.get(3 * number + 2));
    }

    /** The integral of 1 - cos ρ over all position angles, ρ the angle from centre to edge. */
    @Override
    public double areaSr() {
        if (a < -Math.PI / 2) {
            return 0;
        }
        if (a >= Math.PI / 2) {
            return Areas.SPHERE_SR;
        }
        double sum = 0;
        for (int i = 0; i < AREA_STEPS; i++) {
            var angle = 2 * Math.PI * i / AREA_STEPS;
            var cotangent = Math.hypot(Math.cos(angle) * tanA, Math.sin(angle) * tanB);
            var radius = Math.atan2(1, a > 0 ? -cotangent : cotangent);
            var halfSine = Math.sin(radius / 2);
            sum += 2 * halfSine * halfSine;
        }
        return 2 * Math.PI / AREA_STEPS * sum;
    }

    @Override
    public Circle boundingCircle() {
        var radius = Math.PI / 2 + Math.max(a, b);
        return Circle.ofRadians(centre(), Math.min(Math.PI, radius + BOUNDARY_RAD));
    }

    @Override
    public Box boundingBox() {
        return boundingCircle().boundingBox();
    }

    @Override
    public Cuboid boundingCuboid() {
        return boundingCircle().boundingCuboid();
    }

    @Override
    public Direction centre() {
        return row(2).direction();
    }
}
