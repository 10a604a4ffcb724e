package org.platebook.intake.camera;

/**
 * Something in a header that was not as it should be, and what was done about it; the exposure is
 * kept.
 *
 * @param property name of the property it touches, as in "tracking_radec"
 * @param found what the header says, as in "RA is null"
 * @param expected what was expected, as in "a number of degrees"
 * @param action what was done, as in "left absent"
 */
public record Problem(String property, String found, String expected, String action) {

    /** The action when the property is left without value. */
    public static final String LEFT_ABSENT = "left absent";

    @Override
    public String toString() {
        return "%s: %s, expected %s; %s".formatted(property, found, expected, action);
    }
}
