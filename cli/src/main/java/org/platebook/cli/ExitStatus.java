package org.platebook.cli;

import org.platebook.model.failure.Failure;

/** What the command line tells the shell. */
public final class ExitStatus {

    /** Done. */
    public static final int OK = 0;

    /** A fault of Platebook's own. */
    public static final int FAULT = 1;

    /** The request cannot be right; also: some files were refused. */
    public static final int REFUSED = 2;

    private ExitStatus() {}

    public static int of(Failure failure) {
        return failure.kind().exitStatus();
    }
}
