package org.platebook.intake.camera;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;

/**
 * How one property is read from a header.
 *
 * @param <T> type of the property
 */
@FunctionalInterface
public interface PropertyRule<T> {

    /**
     * Reads the property.
     *
     * @param reading the header, the other properties, and where to tell problems
     * @return the value, null where the header does not tell it
     * @throws Refused when the header tells something impossible: the property is left absent and
     *     the message becomes a problem
     */
    @Nullable T read(Reading reading);

    /** The same value for every header. */
    static <T> PropertyRule<T> always(T value) {
        return _ -> value;
    }

    /** The first of these cards that holds a value, as text. */
    static PropertyRule<String> text(String... keywords) {
        return reading -> reading.text(keywords);
    }

    /** The first of these cards that holds a whole number. */
    static PropertyRule<Long> integer(String... keywords) {
        return reading -> reading.integer(keywords);
    }

    /** The first of these cards that holds a number. */
    static PropertyRule<Double> number(String... keywords) {
        return reading -> reading.number(keywords);
    }

    /** The first of these cards that holds a number, which is in that unit. */
    static PropertyRule<Quantity> quantity(HeaderUnit unit, String... keywords) {
        return reading -> reading.quantity(unit, keywords);
    }

    /** The first of these cards that holds a number between limits. */
    static PropertyRule<Double> number(CardLimits limits, String... keywords) {
        return reading -> reading.number(limits, keywords);
    }

    /** The first of these cards that holds a number in that unit, between limits. */
    static PropertyRule<Quantity> quantity(HeaderUnit unit, CardLimits limits, String... keywords) {
        return reading -> reading.quantity(unit, limits, keywords);
    }

    /** The first of these cards that holds more than blanks, without those around it. */
    static PropertyRule<String> name(String... keywords) {
        return reading -> reading.name(keywords);
    }

    /** This rule, or another value where it finds none. */
    default PropertyRule<T> orElse(T other) {
        return reading -> {
            var value = read(reading);
            return value == null ? other : value;
        };
    }

    /** This rule, or another rule where it finds none. */
    default PropertyRule<T> or(PropertyRule<T> other) {
        return reading -> {
            var value = read(reading);
            return value == null ? other.read(reading) : value;
        };
    }
}
