package org.platebook.model.sky;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.DoublePredicate;

/** Trigonometry of degrees that is exact at multiples of 90, and their shortest decimals. */
final class Degrees {

    private static final int FEWEST_DIGITS = 12;
    private static final int MOST_DIGITS = 17;

    private Degrees() {}

    static double sin(double degrees) {
        return cos(degrees, -1);
    }

    static double cos(double degrees) {
        return cos(degrees, 0);
    }

    /** Cosine after a shift by whole quarters, the angle first reduced to [-45, 45] exactly. */
    private static double cos(double degrees, int quarters) {
        var restDeg = Math.IEEEremainder(degrees, 90);
        var quarter = Math.rint((degrees - restDeg) / 90);
        var rest = Math.toRadians(restDeg);
        var turn = Math.floorMod((long) Math.IEEEremainder(quarter, 4) + quarters, 4);
        return switch (turn) {
            case 0 -> Math.cos(rest);
            case 1 -> rest == 0 ? 0 : -Math.sin(rest);
            case 2 -> -Math.cos(rest);
            default -> rest == 0 ? 0 : Math.sin(rest);
        };
    }

    /** Brings an angle into [0, 360). */
    static double wrap(double degrees) {
        var rest = degrees % 360;
        var wrapped = rest < 0 ? rest + 360 : rest;
        return wrapped == 360 ? 0 : wrapped + 0.0;
    }

    /**
     * The shortest decimal near a number that still means the same.
     *
     * @param same whether a number close to the value may stand for it
     * @return the value itself where no shorter decimal does
     */
    static double shortest(double value, DoublePredicate same) {
        if (value == 0 || !Double.isFinite(value)) {
            return value;
        }
        var exact = new BigDecimal(value);
        for (int digits = FEWEST_DIGITS; digits < MOST_DIGITS; digits++) {
            var rounded =
                    exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)).doubleValue();
            if (same.test(rounded)) {
                return rounded;
            }
        }
        return value;
    }

    /** A number as text: the shortest decimal that reads back as the same double, no exponent. */
    static String text(double value) {
        if (value == 0) {
            return "0";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }
}
