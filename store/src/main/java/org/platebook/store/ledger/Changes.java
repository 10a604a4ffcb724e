package org.platebook.store.ledger;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells watchers which rows each committed transaction changed. May be used by many threads. */
public final class Changes {

    private final List<Consumer<List<Change>>> watchers = new CopyOnWriteArrayList<>();

    /** A watcher's place among the watchers; closing it gives the place up. */
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Calls the watcher after each commit with the rows that it changed, on the thread that wrote
     * them: it must neither block nor throw.
     */
    public Watch watch(Consumer<List<Change>> watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    /** Whether anybody watches. */
    boolean watched() {
        return !watchers.isEmpty();
    }

    void tell(List<Change> changes) {
        if (!changes.isEmpty()) {
            watchers.forEach(watcher -> watcher.accept(changes));
        }
    }
}
