package org.platebook.intake.camera;

import java.util.Locale;

/**
 * The numbers that a card can hold in earnest; what lies beyond them, and NaN, is a mistake of the
 * header.
 *
 * @param lowest still possible
 * @param highest still possible
 * @param unit as it is told to people, as in "s"; blank where there is none
 */
public record CardLimits(double lowest, double highest, String unit) {

    /** Whether the number lies between them; NaN never does. */
    public boolean hold(double number) {
        return number >= lowest && number <= highest;
    }

    @Override
    public String toString() {
        return "a number from %s to %s %s".formatted(shown(lowest), shown(highest), unit).strip();
    }

    private static String shown(double number) {
        return number == Math.rint(number)
                ? String.format(Locale.ROOT, "%.0f", number)
                : String.valueOf(number);
    }
}
