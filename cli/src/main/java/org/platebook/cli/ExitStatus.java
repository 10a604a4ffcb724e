package org.platebook.cli;

import org.platebook.model.failure.Clash;
import org.platebook.model.failure.Failure;
import org.platebook.model.failure.Forbidden;
import org.platebook.model.failure.Missing;
import org.platebook.model.failure.Refused;
import org.platebook.model.failure.Throttled;
import org.platebook.model.failure.Unauthenticated;
import org.platebook.model.failure.Uncertain;
import org.platebook.model.failure.Unreachable;

/** What the command line tells the shell. */
public final class ExitStatus {

    /** Done. */
    public static final int OK = 0;

    /** A fault of Platebook's own. */
    public static final int FAULT = 1;

    /** The request cannot be right; also: some files were refused. */
    public static final int REFUSED = 2;

    private static final int MISSING = 3;
    private static final int CLASH = 4;
    private static final int UNREACHABLE = 5;
    private static final int UNCERTAIN = 6;
    private static final int NOT_ALLOWED = 7;

    private ExitStatus() {}

    public static int of(Failure failure) {
        return switch (failure) {
            case Refused _ -> REFUSED;
            case Unauthenticated _, Forbidden _ -> NOT_ALLOWED;
            case Missing _ -> MISSING;
            case Clash _ -> CLASH;
            case Throttled _, Unreachable _ -> UNREACHABLE;
            case Uncertain _ -> UNCERTAIN;
        };
    }
}
