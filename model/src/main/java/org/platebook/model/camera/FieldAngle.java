package org.platebook.model.camera;

import org.platebook.model.failure.Refused;

import java.util.List;

/** How a camera's optics map its focal plane to angles on the sky. */
public sealed interface FieldAngle {

    /** The field angle, as a point of the tangent plane in radians, of a point in mm. */
    PlanePoint at(PlanePoint mm);

    /**
     * The same in all directions: the angle is a polynomial of the distance from the centre.
     *
     * @param coefficients of the powers of the distance in mm, from 0 up, giving radians; the first
     *     is 0
     */
    record Radial(List<Double> coefficients) implements FieldAngle {

        public Radial {
            coefficients = List.copyOf(coefficients);
            if (coefficients.size() < 2 || coefficients.getFirst() != 0) {
                throw new Refused(
                        GeometryCode.FIELD_ANGLE,
                        "a radial field angle begins with 0 and a scale, not " + coefficients);
            }
        }

        @Override
        public PlanePoint at(PlanePoint mm) {
            double distance = Math.hypot(mm.x(), mm.y());
            double scale = 0;
            for (double coefficient : coefficients.subList(1, coefficients.size()).reversed()) {
                scale = scale * distance + coefficient;
            }
            return new PlanePoint(mm.x() * scale, mm.y() * scale);
        }
    }

    /**
     * A polynomial in x and y for each coordinate.
     *
     * @param order highest power in all
     * @param unitMm millimetres of the arguments' unit
     * @param unitRad radians of the results' unit
     * @param x coefficients of x⁰y⁰, x⁰y¹ … x⁰yⁿ, x¹y⁰ … for x
     * @param y the same for y
     */
    record Polynomial(int order, double unitMm, double unitRad, List<Double> x, List<Double> y)
            implements FieldAngle {

        public Polynomial {
            x = List.copyOf(x);
            y = List.copyOf(y);
            int terms = (order + 1) * (order + 2) / 2;
            if (x.size() != terms || y.size() != terms) {
                throw new Refused(
                        GeometryCode.FIELD_ANGLE,
                        "a polynomial of order %s has %s coefficients, not %s and %s"
                                .formatted(order, terms, x.size(), y.size()));
            }
        }

        @Override
        public PlanePoint at(PlanePoint mm) {
            return new PlanePoint(unitRad * value(x, mm), unitRad * value(y, mm));
        }

        private double value(List<Double> coefficients, PlanePoint mm) {
            double sum = 0;
            double powerX = 1;
            int next = 0;
            for (int i = 0; i <= order; i++) {
                double powerY = 1;
                for (int j = 0; i + j <= order; j++) {
                    sum += coefficients.get(next++) * powerX * powerY;
                    powerY *= mm.y() / unitMm;
                }
                powerX *= mm.x() / unitMm;
            }
            return sum;
        }
    }
}
