package org.platebook.portal;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of the pages. */
public enum PortalCode implements FailureCode {
    PATH(
            FailureKind.MISSING,
            "site.path",
            "nothing is at this path",
            "start from `/`, `/api` or `/tap`");

    private final Explanation explanation;

    PortalCode(FailureKind kind, String code, String means, String remedy) {
        this.explanation = new Explanation(kind, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
