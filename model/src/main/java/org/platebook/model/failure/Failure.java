package org.platebook.model.failure;

import org.jspecify.annotations.Nullable;

/** Something that did not work, sorted by who can mend it. */
public abstract sealed class Failure extends RuntimeException
        permits Refused,
                Unauthenticated,
                Forbidden,
                Missing,
                Clash,
                Throttled,
                Unreachable,
                Uncertain {

    private final String code;

    Failure(String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** A code that never changes, as in {@code exposure-id.sequence}; docs/errors.md lists them. */
    public String code() {
        return code;
    }

    /** The message, which holds the values. */
    public String text() {
        var message = getMessage();
        return message == null ? code : message;
    }
}
