package org.platebook.intake.load;

import org.platebook.store.ledger.WriteReport.Counts;

import java.util.List;

/**
 * What became of the rows of a file.
 *
 * @param rows how many the file has
 * @param counts of those that were written, or would be
 * @param refused how many were refused
 * @param problems the first of what was wrong, in words, each with its row
 */
public record LoadSummary(long rows, Counts counts, long refused, List<String> problems) {

    public LoadSummary {
        problems = List.copyOf(problems);
    }
}
