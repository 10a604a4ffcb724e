package org.platebook.cli;

import org.platebook.intake.ingest.FileOutcome;
import org.platebook.intake.ingest.IngestListener;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/** Shows how far a load has come: a bar, files per second and the time left. */
final class ProgressBar implements IngestListener {

    private static final int WIDTH = 30;
    private static final long REDRAW_MILLIS = 100;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final double MILLIS_PER_SECOND = 1000;

    private final PrintWriter out;
    private final InstantSource clock;
    private long startMillis;
    private long drawnMillis;
    private int files;
    private int done;

    /**
     * A bar that draws itself anew on one line of a terminal.
     *
     * @param out as {@link Console#live} gives it
     */
    ProgressBar(PrintWriter out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public void found(int found) {
        files = found;
        startMillis = clock.millis();
        draw();
    }

    @Override
    public void done(FileOutcome outcome) {
        done++;
        if (clock.millis() - drawnMillis >= REDRAW_MILLIS || done == files) {
            draw();
        }
    }

    /** Leaves the bar's line, so that what follows stands below it. */
    void end() {
        if (files > 0) {
            out.println();
            out.flush();
        }
    }

    private void draw() {
        drawnMillis = clock.millis();
        if (files > 0) {
            out.print("\r" + line());
            out.flush();
        }
    }

    /** The bar as it stands now, as in "[###### ] 3 of 10 files 2.5/s 2 s left". */
    String line() {
        int filled = (int) ((long) WIDTH * done / Math.max(1, files));
        double seconds = Math.max(1, clock.millis() - startMillis) / MILLIS_PER_SECOND;
        double rate = done / seconds;
        var left = done == 0 || done == files ? "" : "  " + time((files - done) / rate) + " left";
        return String.format(
                Locale.ROOT,
                "[%s%s] %s of %s files  %.0f/s%s      ",
                "#".repeat(filled),
                " ".repeat(WIDTH - filled),
                done,
                files,
                rate,
                left);
    }

    private static String time(double seconds) {
        var left = Duration.ofMillis((long) (seconds * MILLIS_PER_SECOND));
        return left.toMinutes() > 0
                ? left.toMinutes() + " min " + left.toSeconds() % SECONDS_PER_MINUTE + " s"
                : Math.max(1, left.toSeconds()) + " s";
    }
}
