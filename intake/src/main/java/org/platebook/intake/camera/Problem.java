package org.platebook.intake.camera;

import org.platebook.intake.header.HeaderFile;

import java.util.List;

/**
 * Something in a header that was not as it should be, and what was done about it; the exposure is
 * kept.
 *
 * @param property name of the property it touches, as in "tracking_radec"; {@link #FILE} where it
 *     is the file that is wrong
 * @param found what the header says, as in "RA is null"
 * @param expected what was expected, as in "a number of degrees"
 * @param action what was done, as in "left absent"
 */
public record Problem(String property, String found, String expected, String action) {

    /** In place of a property: what is wrong with the file that the header is from. */
    public static final String FILE = "file";

    /** The action when the property is left without value. */
    public static final String LEFT_ABSENT = "left absent";

    /** What is wrong with a file that could be read in part. */
    public static List<Problem> of(HeaderFile file) {
        return file.problems().stream()
                .map(
                        found ->
                                new Problem(
                                        FILE,
                                        found,
                                        "a whole file that keeps its format",
                                        "read as far as it goes"))
                .toList();
    }

    @Override
    public String toString() {
        return "%s: %s, expected %s; %s".formatted(property, found, expected, action);
    }
}
