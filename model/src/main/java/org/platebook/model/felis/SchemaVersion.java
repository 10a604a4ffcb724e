package org.platebook.model.felis;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The version of a schema.
 *
 * @param current as in "1.9.0"
 * @param compatible versions whose data this one takes over unchanged
 * @param readCompatible versions whose readers can read this one
 */
public record SchemaVersion(String current, List<String> compatible, List<String> readCompatible) {

    private static final Pattern NUMBERS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})*");

    public SchemaVersion {
        compatible = List.copyOf(compatible);
        readCompatible = List.copyOf(readCompatible);
    }

    /**
     * Whether it comes before another: number by number, as 1.9.0 before 1.10.0. Of two versions
     * one of which is no numbers between dots, none does.
     */
    public boolean isBefore(SchemaVersion other) {
        if (!NUMBERS.matcher(current).matches() || !NUMBERS.matcher(other.current).matches()) {
            return false;
        }
        return Arrays.compare(numbers(current), numbers(other.current)) < 0;
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }
}
