package org.platebook.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Turns Ctrl-C, or any other polite end of the process, into a wish that a command fulfils in its
 * own time.
 */
final class CtrlC implements AutoCloseable {

    private final CountDownLatch done = new CountDownLatch(1);

    private CtrlC() {}

    /**
     * From now on a wish to end is handed on, and the process goes on until this is closed.
     *
     * @param wish called once, on a thread of its own
     */
    static CtrlC heed(Runnable wish) {
        var heeded = new CtrlC();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> heeded.fulfil(wish), "ctrl-c"));
        return heeded;
    }

    /** A process that was asked to end and did so in order ends with 0, not with the signal. */
    private void fulfil(Runnable wish) {
        if (done.getCount() == 0) {
            return;
        }
        wish.run();
        await();
        Runtime.getRuntime().halt(ExitStatus.OK);
    }

    private void await() {
        try {
            done.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
    }
}
