package org.platebook.model.failure;

/** A commit was sent and its answer lost: read back before sending again. */
public final class Uncertain extends Failure {

    public Uncertain(FailureCode code, String message) {
        super(FailureKind.UNCERTAIN, code, message, null);
    }

    public Uncertain(FailureCode code, String message, Throwable cause) {
        super(FailureKind.UNCERTAIN, code, message, cause);
    }
}
