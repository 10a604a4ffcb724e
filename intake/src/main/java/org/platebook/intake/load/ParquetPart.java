package org.platebook.intake.load;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;

/** Parts of a Parquet file that it cannot do without. */
final class ParquetPart {

    private ParquetPart() {}

    /**
     * The part.
     *
     * @throws Refused load.format where the file lacks it
     */
    static <T> T of(@Nullable T part, String name) {
        if (part == null) {
            throw new Refused(LoadCode.FORMAT, "the file is no whole Parquet: it lacks " + name);
        }
        return part;
    }
}
