package org.platebook.model.failure;

/** A commit was sent and its answer lost: read back before sending again. */
public final class Uncertain extends Failure {

    public Uncertain(String code, String message) {
        super(code, message, null);
    }

    public Uncertain(String code, String message, Throwable cause) {
        super(code, message, cause);
    }
}
