package org.platebook.intake.ingest;

/**
 * What became of the corrections of one load.
 *
 * @param loaded corrections that are new
 * @param unchanged corrections that were there already
 * @param rederived exposures whose rows were derived again
 */
public record CorrectionSummary(int loaded, int unchanged, int rederived) {

    CorrectionSummary plus(CorrectionSummary other) {
        return new CorrectionSummary(
                loaded + other.loaded, unchanged + other.unchanged, rederived + other.rederived);
    }
}
