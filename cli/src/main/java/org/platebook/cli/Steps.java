package org.platebook.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;

/** Shows on one line of a terminal what is being done. */
final class Steps {

    private static final int WIDTH = 78;
    private static final long BYTES = 1_000_000;

    private Steps() {}

    /**
     * Takes what is done next.
     *
     * @param out as {@link Console#live} gives it
     */
    static Consumer<String> shownOn(PrintWriter out) {
        return step -> {
            var line = step.length() > WIDTH ? step.substring(0, WIDTH) : step;
            out.print("\r" + line + " ".repeat(WIDTH - line.length()) + "\r");
            out.flush();
        };
    }

    /** As in "12 of 340 MB". */
    static String megabytes(long done, long all) {
        return String.format(Locale.ROOT, "%,d of %,d MB", megabytes(done), megabytes(all));
    }

    /** Bytes in whole megabytes. */
    static long megabytes(long bytes) {
        return bytes / BYTES;
    }
}
