package org.platebook.model.failure;

/** A database, broker or archive did not answer; trying again may help. */
public final class Unreachable extends Failure {

    public Unreachable(String code, String message) {
        super(code, message, null);
    }

    public Unreachable(String code, String message, Throwable cause) {
        super(code, message, cause);
    }
}
