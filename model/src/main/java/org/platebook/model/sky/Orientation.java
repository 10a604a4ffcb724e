package org.platebook.model.sky;

import java.math.BigDecimal;

/** On which side of a great circle a direction lies, decided without rounding. */
final class Orientation {

    /** Larger than any rounding error of the determinant of three unit vectors. */
    private static final double CERTAIN = 5e-15;

    private Orientation() {}

    /**
     * Sign of the determinant of three directions: 1 when they run counter-clockwise as seen from
     * outside the sphere, -1 when clockwise, 0 when one great circle holds them all.
     */
    static int of(Direction a, Direction b, Direction c) {
        var determinant = a.cross(b).dot(c);
        return Math.abs(determinant) > CERTAIN
                ? (int) Math.signum(determinant)
                : exact(a, b, c).signum();
    }

    private static BigDecimal exact(Direction a, Direction b, Direction c) {
        return minor(a.x(), a.y(), b.x(), b.y())
                .multiply(new BigDecimal(c.z()))
                .add(minor(a.y(), a.z(), b.y(), b.z()).multiply(new BigDecimal(c.x())))
                .add(minor(a.z(), a.x(), b.z(), b.x()).multiply(new BigDecimal(c.y())));
    }

    private static BigDecimal minor(double a, double b, double c, double d) {
        return new BigDecimal(a)
                .multiply(new BigDecimal(d))
                .subtract(new BigDecimal(b).multiply(new BigDecimal(c)));
    }
}
