package org.platebook.intake.ingest;

import org.jspecify.annotations.Nullable;

/** What a card says of one control system: whether it ran in simulation. */
final class SimulationFlag {

    private SimulationFlag() {}

    /** True, false, or null where the card does not tell. */
    static @Nullable Boolean of(@Nullable Object value) {
        return switch (value) {
            case Boolean flag -> flag;
            case Long number -> number != 0;
            case Double number -> number != 0;
            case null, default -> null;
        };
    }
}
