package org.platebook.model.felis;

import java.util.List;

/**
 * The version of a schema.
 *
 * @param current as in "1.9.0"
 * @param compatible versions whose data this one takes over unchanged
 * @param readCompatible versions whose readers can read this one
 */
public record Version(String current, List<String> compatible, List<String> readCompatible) {

    public Version {
        compatible = List.copyOf(compatible);
        readCompatible = List.copyOf(readCompatible);
    }
}
