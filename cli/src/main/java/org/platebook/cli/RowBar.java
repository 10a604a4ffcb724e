package org.platebook.cli;

import org.platebook.intake.load.LoadProgress;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/** Shows how many rows of a file are loaded: a bar, rows per second and the time left. */
final class RowBar implements LoadProgress {

    private static final int WIDTH = 30;
    private static final double MILLIS_PER_SECOND = 1000;

    private final PrintWriter out;
    private final InstantSource clock;
    private final long startMillis;
    private boolean begun;

    /**
     * @param out as {@link Console#live} gives it
     */
    RowBar(PrintWriter out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
        this.startMillis = clock.millis();
    }

    @Override
    public void done(long rows, long all) {
        begun = true;
        out.print("\r" + line(rows, all));
        out.flush();
    }

    /** Leaves the bar's line, so that what follows stands below it. */
    void end() {
        if (begun) {
            out.println();
            out.flush();
        }
    }

    /**
     * The bar, as in "[###### ] 2000 of 10000 rows 900/s 9 s left"; no bar where nobody knows the
     * end.
     */
    String line(long rows, long all) {
        double seconds = Math.max(1, clock.millis() - startMillis) / MILLIS_PER_SECOND;
        double rate = rows / seconds;
        if (all < 0) {
            return String.format(Locale.ROOT, "%s rows  %.0f/s      ", rows, rate);
        }
        int filled = (int) (WIDTH * rows / Math.max(1, all));
        long leftSeconds =
                Duration.ofMillis((long) ((all - rows) / rate * MILLIS_PER_SECOND)).toSeconds();
        return String.format(
                Locale.ROOT,
                "[%s%s] %s of %s rows  %.0f/s%s      ",
                "#".repeat(filled),
                " ".repeat(WIDTH - filled),
                rows,
                all,
                rate,
                rows == all ? "" : "  " + Math.max(1, leftSeconds) + " s left");
    }
}
