package org.platebook.model.failure;

/** A database, broker or archive did not answer; trying again may help. */
public final class Unreachable extends Failure {

    public Unreachable(FailureCode code, String message) {
        super(FailureKind.UNREACHABLE, code, message, null);
    }

    public Unreachable(FailureCode code, String message, Throwable cause) {
        super(FailureKind.UNREACHABLE, code, message, cause);
    }
}
