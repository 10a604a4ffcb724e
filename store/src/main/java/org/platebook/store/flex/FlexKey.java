package org.platebook.store.flex;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;
import org.platebook.model.felis.UcdSyntax;
import org.platebook.model.felis.UnitSyntax;

import java.util.Optional;

/**
 * A key of flexible metadata.
 *
 * @param name unique among the keys of its level, 1 to 128 characters
 * @param type type of its values
 * @param doc what its values mean, in words; may be empty
 * @param unit unit of its values; null where they have none
 * @param ucd unified content descriptor of its values; null where none is told
 */
public record FlexKey(
        String name, FlexType type, String doc, @Nullable String unit, @Nullable String ucd) {

    private static final int LONGEST_NAME = 128;
    private static final UcdSyntax UCDS = UcdSyntax.load();

    public FlexKey {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new Refused(
                    FlexCode.KEY,
                    "the name of a key has 1 to %s characters, not \"%s\""
                            .formatted(LONGEST_NAME, name));
        }
        unitProblem(unit)
                .ifPresent(
                        problem -> {
                            throw new Refused(FlexCode.UNIT, problem);
                        });
        ucdProblem(ucd)
                .ifPresent(
                        problem -> {
                            throw new Refused(FlexCode.UCD, problem);
                        });
    }

    /** What is wrong with a unit, in a sentence; empty where nothing is. */
    public static Optional<String> unitProblem(@Nullable String unit) {
        return unit == null
                ? Optional.empty()
                : UnitSyntax.problem(unit)
                        .map(why -> "'%s' is not a valid unit: %s.".formatted(unit, why));
    }

    /** What is wrong with a unified content descriptor, in a sentence; empty where nothing is. */
    public static Optional<String> ucdProblem(@Nullable String ucd) {
        return ucd == null
                ? Optional.empty()
                : UCDS.problem(ucd).map(why -> "'%s' is not a valid UCD: %s.".formatted(ucd, why));
    }
}
