package org.platebook.model.failure;

/** Whoever asks is known, and may not do this. */
public final class Forbidden extends Failure {

    public Forbidden(FailureCode code, String message) {
        super(FailureKind.FORBIDDEN, code, message, null);
    }
}
