package org.platebook.model.failure;

/** Right, but something else got there first. */
public final class Clash extends Failure {

    public Clash(String code, String message) {
        super(code, message, null);
    }

    public Clash(String code, String message, Throwable cause) {
        super(code, message, cause);
    }
}
