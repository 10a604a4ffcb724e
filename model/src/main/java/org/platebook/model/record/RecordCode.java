package org.platebook.model.record;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of records. */
public enum RecordCode implements FailureCode {
    RUN_KIND(
            "record.run-kind",
            "the kind of a run is no lower-case word",
            "use a word such as `test`");

    private final Explanation explanation;

    RecordCode(String code, String means, String remedy) {
        this.explanation = new Explanation(FailureKind.REFUSED, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
