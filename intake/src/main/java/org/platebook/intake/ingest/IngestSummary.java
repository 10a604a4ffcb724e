package org.platebook.intake.ingest;

import java.util.List;

/**
 * What became of the files of one load.
 *
 * @param loaded files that brought something new
 * @param unchanged files that said nothing new
 * @param refused files that should be headers and could not be loaded, in their order
 * @param leftOut files that are no headers of observations, in their order
 * @param problems bad fields in the files that were loaded
 */
public record IngestSummary(
        int loaded,
        int unchanged,
        List<FileOutcome.Refused> refused,
        List<FileOutcome.LeftOut> leftOut,
        int problems) {

    public IngestSummary {
        refused = List.copyOf(refused);
        leftOut = List.copyOf(leftOut);
    }

    static IngestSummary of(List<FileOutcome> outcomes) {
        return new IngestSummary(
                count(outcomes, FileOutcome.Loaded.class),
                count(outcomes, FileOutcome.Unchanged.class),
                only(outcomes, FileOutcome.Refused.class),
                only(outcomes, FileOutcome.LeftOut.class),
                only(outcomes, FileOutcome.Loaded.class).stream()
                        .mapToInt(FileOutcome.Loaded::problems)
                        .sum());
    }

    private static int count(List<FileOutcome> outcomes, Class<? extends FileOutcome> kind) {
        return only(outcomes, kind).size();
    }

    private static <T extends FileOutcome> List<T> only(List<FileOutcome> outcomes, Class<T> kind) {
        return outcomes.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
