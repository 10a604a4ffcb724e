package org.platebook.vo.table;

import java.io.IOException;

/** A table that could not be written to its end, in a format that has no place to say so. */
final class BrokenOff extends IOException {

    private static final long serialVersionUID = 1;

    private BrokenOff(String message) {
        super(message);
    }

    static void unlessComplete(Ending ending) throws BrokenOff {
        if (ending instanceof Ending.Broken broken) {
            throw new BrokenOff(broken.message());
        }
    }
}
