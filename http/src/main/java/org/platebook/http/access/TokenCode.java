package org.platebook.http.access;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of tokens. */
public enum TokenCode implements FailureCode {
    NAME(
            FailureKind.REFUSED,
            "token.name",
            "a token's name has other than lower-case letters, digits, dots, dashes and underscores",
            "choose another"),
    EXISTS(
            FailureKind.CLASH,
            "token.exists",
            "a token that is not revoked has the name",
            "revoke it first, or choose another name"),
    SOURCE(
            FailureKind.REFUSED,
            "token.source",
            "a token would write for a source that fills no table",
            "take one that the message names, or say `--unowned` where its tables are still to come"),
    MISSING(
            FailureKind.MISSING,
            "token.missing",
            "no token that is not revoked has the name",
            "`platebook token list` names them");

    private final Explanation explanation;

    TokenCode(FailureKind kind, String code, String means, String remedy) {
        this.explanation = new Explanation(kind, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
