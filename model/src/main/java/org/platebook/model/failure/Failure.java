package org.platebook.model.failure;

import org.jspecify.annotations.Nullable;

/** Something that did not work, sorted by who can correct it. */
public abstract sealed class Failure extends RuntimeException
        permits Refused,
                Unauthenticated,
                Forbidden,
                Missing,
                Clash,
                Throttled,
                Unreachable,
                Uncertain {

    private final FailureKind kind;
    private final transient FailureCode code;

    /**
     * @throws IllegalArgumentException when the code is not one of such failures
     */
    Failure(FailureKind kind, FailureCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        if (!code.kinds().contains(kind)) {
            throw new IllegalArgumentException(
                    "%s is %s, not %s".formatted(code.code(), code.kinds(), kind));
        }
        this.kind = kind;
        this.code = code;
    }

    /** What sort of failure it is. */
    public FailureKind kind() {
        return kind;
    }

    /** What went wrong, with its explanation. */
    public FailureCode failureCode() {
        return code;
    }

    /** The word that never changes, as in {@code config.site}; docs/errors.md lists them. */
    public String code() {
        return code.code();
    }

    /** Whether it has this code. */
    public boolean is(FailureCode other) {
        return code.equals(other);
    }

    /** Its HTTP status. */
    public int httpStatus() {
        return code.httpStatus(kind);
    }

    /** The message, which holds the values. */
    public String text() {
        var message = getMessage();
        return message == null ? code() : message;
    }
}
