package org.platebook.model.failure;

/** Not here, or not for this caller; which of the two is never told. */
public final class Missing extends Failure {

    public Missing(String code, String message) {
        super(code, message, null);
    }

    public Missing(String code, String message, Throwable cause) {
        super(code, message, cause);
    }
}
