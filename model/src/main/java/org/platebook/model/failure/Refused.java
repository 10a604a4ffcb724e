package org.platebook.model.failure;

/** The request cannot be right, whenever it is sent. */
public final class Refused extends Failure {

    public Refused(String code, String message) {
        super(code, message, null);
    }

    public Refused(String code, String message, Throwable cause) {
        super(code, message, cause);
    }
}
