package org.platebook.app.cli;

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
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    wish.run();
                                    heeded.await();
                                },
                                "ctrl-c"));
        return heeded;
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
