package org.platebook.model.failure;

/** The kinds of failures, by who can correct them, each with what HTTP and the shell are told. */
public enum FailureKind {
    /** The request cannot be right, whenever it is sent. */
    REFUSED("Refused", 400, 2),
    /** It is not known who asks. */
    UNAUTHENTICATED("Unauthenticated", 401, 7),
    /** It is known who asks, and they may not do this. */
    FORBIDDEN("Forbidden", 403, 7),
    /** Not here, or not for this caller. */
    MISSING("Missing", 404, 3),
    /** Right, but something else got there first. */
    CLASH("Clash", 409, 4),
    /** The caller has too much running or waiting at once. */
    THROTTLED("Throttled", 429, 5),
    /** Something that Platebook needs did not answer. */
    UNREACHABLE("Unreachable", 503, 5),
    /** A commit was sent and its answer lost. */
    UNCERTAIN("Uncertain", 503, 6);

    private final String title;
    private final int httpStatus;
    private final int exitStatus;

    FailureKind(String title, int httpStatus, int exitStatus) {
        this.title = title;
        this.httpStatus = httpStatus;
        this.exitStatus = exitStatus;
    }

    /** Its name in docs/errors.md, as in "Refused". */
    public String title() {
        return title;
    }

    /** The HTTP status of such a failure, unless its code has another. */
    public int httpStatus() {
        return httpStatus;
    }

    /** The exit status of a command that ends with such a failure. */
    public int exitStatus() {
        return exitStatus;
    }
}
