package org.platebook.model.failure;

/** Nobody who is known asks: what they show of themselves is missing, or not valid. */
public final class Unauthenticated extends Failure {

    public Unauthenticated(FailureCode code, String message) {
        super(FailureKind.UNAUTHENTICATED, code, message, null);
    }
}
