package org.platebook.model.failure;

/** Right, but something else got there first. */
public final class Clash extends Failure {

    public Clash(FailureCode code, String message) {
        super(FailureKind.CLASH, code, message, null);
    }

    public Clash(FailureCode code, String message, Throwable cause) {
        super(FailureKind.CLASH, code, message, cause);
    }
}
