package org.platebook.intake.camera;

import org.platebook.model.failure.Refused;

/**
 * A number with its unit, as the header gave it.
 *
 * @param value NaN is a measured NaN
 */
public record Quantity(double value, HeaderUnit unit) {

    public static Quantity seconds(double value) {
        return new Quantity(value, HeaderUnit.SECOND);
    }

    public static Quantity degrees(double value) {
        return new Quantity(value, HeaderUnit.DEGREE);
    }

    /**
     * The value in another unit.
     *
     * @throws Refused {@code quantity.unit} when that unit measures something else
     */
    public double in(HeaderUnit other) {
        if (!unit.measuresTheSameAs(other)) {
            throw new Refused(
                    CameraCode.QUANTITY_UNIT,
                    "%s %s cannot be given in %s".formatted(value, unit.symbol(), other.symbol()));
        }
        return unit.convert(value, other);
    }
}
