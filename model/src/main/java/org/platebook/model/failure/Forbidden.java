package org.platebook.model.failure;

/** Whoever asks is known, and may not do this. */
public final class Forbidden extends Failure {

    public Forbidden(String code, String message) {
        super(code, message, null);
    }
}
