package org.platebook.model.unit;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A unit as a multiple of base units.
 *
 * <p>Angles, magnitudes, detector counts, electrons, photons and pixels are base units of their
 * own, so that none of them passes for a bare number.
 *
 * @param factor how many of its base units it is
 * @param offset what its zero is in base units; not zero for degrees Celsius alone
 * @param powers base unit to its power, none of them zero
 */
public record Unit(double factor, double offset, Map<String, Double> powers) {

    private static final double SAME_POWER = 1e-9;

    /** The unit of a bare number. */
    static final Unit ONE = new Unit(1, 0, Map.of());

    public Unit {
        powers = Collections.unmodifiableMap(new TreeMap<>(powers));
    }

    /**
     * The unit that a text means, in the spelling of {@link org.platebook.model.felis.UnitSyntax};
     * empty where it is none that can be converted, such as a logarithm.
     */
    public static Optional<Unit> of(String text) {
        return UnitText.read(text);
    }

    static Unit base(String symbol) {
        return new Unit(1, 0, Map.of(symbol, 1.0));
    }

    /** Whether numbers in it can be told in another. */
    public boolean isLike(Unit other) {
        return powers.keySet().equals(other.powers.keySet())
                && powers.entrySet().stream()
                        .allMatch(
                                each ->
                                        Math.abs(
                                                        each.getValue()
                                                                - other.powers.getOrDefault(
                                                                        each.getKey(), 0.0))
                                                < SAME_POWER);
    }

    /**
     * A number in this unit, told in another that is like it; the number itself where both are one.
     */
    public double in(Unit other, double number) {
        if (equals(other)) {
            return number;
        }
        if (offset == 0 && other.offset == 0) {
            double ratio = factor / other.factor;
            return ratio >= 1 ? number * ratio : number / (other.factor / factor);
        }
        return (number * factor + offset - other.offset) / other.factor;
    }

    Unit times(double number) {
        return new Unit(factor * number, 0, powers);
    }

    Unit times(Unit other) {
        var sum = new TreeMap<>(powers);
        other.powers.forEach((base, power) -> sum.merge(base, power, Double::sum));
        sum.values().removeIf(power -> Math.abs(power) < SAME_POWER);
        return new Unit(factor * other.factor, 0, sum);
    }

    Unit power(double power) {
        if (power == 1) {
            return this;
        }
        var raised = new TreeMap<String, Double>();
        if (power != 0) {
            powers.forEach((base, its) -> raised.put(base, its * power));
        }
        return new Unit(Math.pow(factor, power), 0, raised);
    }
}
