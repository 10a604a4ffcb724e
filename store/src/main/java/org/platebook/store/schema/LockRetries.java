package org.platebook.store.schema;

import org.platebook.model.failure.Clash;
import org.platebook.store.database.DatabaseFailure;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Tries a change again until it finds its tables free.
 *
 * <p>A change that waited for a lock would keep everybody waiting who came after it. So it waits
 * for a moment only, lets the others pass, and comes again.
 */
final class LockRetries {

    /** For the session; nobody waits longer than this behind a change. */
    static final String SHORT_WAIT = "set lock_timeout = '200ms'";

    /** The same for one transaction. */
    static final String SHORT_WAIT_LOCAL = "set local lock_timeout = '200ms'";

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final int ATTEMPTS = 150;

    /**
     * Runs work until it no longer meets others.
     *
     * @param work is run again from the start
     * @throws Clash schema.busy when the tables were not free for minutes
     */
    <R> R until(Supplier<R> work) {
        var pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (RuntimeException e) {
                var isMet = DatabaseFailure.isLockTimeout(e) || DatabaseFailure.isDeadlock(e);
                if (!isMet) {
                    throw e;
                }
                if (attempt == ATTEMPTS) {
                    throw new Clash(
                            SchemaCode.BUSY,
                            "the tables to change were not free for minutes: try again when long"
                                    + " queries and writes have ended",
                            e);
                }
            }
            wait(pause);
            pause =
                    pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
                            ? LONGEST_PAUSE
                            : pause.multipliedBy(2);
        }
    }

    private static void wait(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted between two attempts", e);
        }
    }
}
