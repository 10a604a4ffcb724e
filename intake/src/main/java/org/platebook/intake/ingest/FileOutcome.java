package org.platebook.intake.ingest;

import java.nio.file.Path;

/** What became of one file that was offered. */
public sealed interface FileOutcome {

    /** The file. */
    Path path();

    /** What became of it: "loaded", "unchanged", "refused" or "left-out". */
    default String word() {
        return switch (this) {
            case Loaded _ -> "loaded";
            case Unchanged _ -> "unchanged";
            case Refused _ -> "refused";
            case LeftOut _ -> "left-out";
        };
    }

    /**
     * It brought something new.
     *
     * @param exposure the exposure's name, as in "MC_O_20250415_000060"
     * @param problems fields that were bad; the exposure is there without them
     */
    record Loaded(Path path, String exposure, int problems) implements FileOutcome {}

    /** It was loaded before and says nothing new. */
    record Unchanged(Path path) implements FileOutcome {}

    /** It should be a header and cannot be loaded. */
    record Refused(Path path, String code, String reason) implements FileOutcome {}

    /** It is no header of an observation. */
    record LeftOut(Path path, String reason) implements FileOutcome {}
}
