package org.platebook.model.failure;

/** The caller has too much running or waiting at once; the same request may be sent later. */
public final class Throttled extends Failure {

    public Throttled(FailureCode code, String message) {
        super(FailureKind.THROTTLED, code, message, null);
    }
}
