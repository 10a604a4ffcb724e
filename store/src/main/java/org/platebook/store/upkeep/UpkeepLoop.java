package org.platebook.store.upkeep;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/**
 * Passes of upkeep, one after the other, on a thread of their own, until it is closed. A pass that
 * fails is told in the log; the next one tries again.
 */
public final class UpkeepLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UpkeepLoop.class);

    private final Upkeep upkeep;
    private final Pause pause;
    private final Duration between;
    private final Thread thread;
    private volatile boolean closed;

    /** Lets time pass. */
    @FunctionalInterface
    public interface Pause {

        /**
         * Returns when so much time has passed.
         *
         * @throws InterruptedException when the loop is closed
         */
        void passes(Duration time) throws InterruptedException;
    }

    /**
     * Begins with a pass at once.
     *
     * @param between from the end of a pass to the next
     */
    public UpkeepLoop(Upkeep upkeep, Duration between, Pause pause) {
        this.upkeep = upkeep;
        this.between = between;
        this.pause = pause;
        this.thread = Thread.ofVirtual().name("upkeep").start(this::run);
    }

    private void run() {
        try {
            while (!closed) {
                pass();
                pause.passes(between);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass() {
        try {
            var done = upkeep.pass();
            if (done.isAnything()) {
                LOG.atInfo().log("upkeep: {}", done);
            }
        } catch (RuntimeException e) {
            // The door of this thread: whatever fails, the next pass has to come.
            if (!closed) {
                LOG.atWarn().setCause(e).log("a pass of upkeep failed; the next one tries again");
            }
        }
    }

    /** Ends it; what is being built meanwhile is left to the next start. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
