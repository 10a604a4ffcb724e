package org.platebook.model.failure;

import java.util.Set;

/**
 * One thing that can go wrong, with its explanation; docs/errors.md is written from these.
 *
 * <p>Each subject has an enum of its own. A code is given to a failure where it is thrown, so one
 * without an explanation does not compile.
 */
public interface FailureCode {

    /** The word that never changes, and what is to be said of it. */
    Explanation explanation();

    /** The word that never changes, as in "config.site". */
    default String code() {
        return explanation().code();
    }

    /** The kinds of failures that can have the code: mostly one. */
    default Set<FailureKind> kinds() {
        return explanation().kinds();
    }

    /** What it means, in Markdown. */
    default String means() {
        return explanation().means();
    }

    /** What to do about it, in Markdown. */
    default String remedy() {
        return explanation().remedy();
    }

    /** The HTTP status of a failure of this kind with the code. */
    default int httpStatus(FailureKind kind) {
        return kind.httpStatus();
    }
}
