package org.platebook.model.failure;

/** Not here, or not for this caller; which of the two is never told. */
public final class Missing extends Failure {

    public Missing(FailureCode code, String message) {
        super(FailureKind.MISSING, code, message, null);
    }

    public Missing(FailureCode code, String message, Throwable cause) {
        super(FailureKind.MISSING, code, message, cause);
    }
}
