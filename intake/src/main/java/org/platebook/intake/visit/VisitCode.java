package org.platebook.intake.visit;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of visits. */
public enum VisitCode implements FailureCode {
    SYSTEMS("visit.systems", "visits are to be made by no system at all", "name one or more"),
    SNAPS("visit.snaps", "a visit would have no exposure", "give it one"),
    ID(
            "visit.id",
            "two visits would have the same number",
            "correct the cards of group and series in the exposures named");

    private final Explanation explanation;

    VisitCode(String code, String means, String remedy) {
        this.explanation = new Explanation(FailureKind.REFUSED, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
