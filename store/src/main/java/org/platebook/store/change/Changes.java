package org.platebook.store.change;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells watchers which rows each committed transaction changed. May be used by many threads. */
public final class Changes {

    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    /**
     * @param changed is told what changed
     * @param missed is told that more may have changed, and nobody says what
     */
    private record Watcher(Consumer<List<RowChange>> changed, Runnable missed) {}

    /** A watcher's place among the watchers; closing it gives the place up. */
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Calls the watcher after each commit with the rows that it changed, on the thread that wrote
     * them: it must neither block nor throw.
     */
    public Watch watch(Consumer<List<RowChange>> changed) {
        return watch(changed, () -> {});
    }

    /**
     * Calls the watcher after each commit, as {@link #watch(Consumer)} does.
     *
     * @param missed called where the announcements of other processes could not be heard for a
     *     while: what is known by changes alone is to be read anew
     */
    public Watch watch(Consumer<List<RowChange>> changed, Runnable missed) {
        var watcher = new Watcher(changed, missed);
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    /** Whether anybody watches. */
    boolean watched() {
        return !watchers.isEmpty();
    }

    public void tell(List<RowChange> changes) {
        if (!changes.isEmpty()) {
            watchers.forEach(watcher -> watcher.changed().accept(changes));
        }
    }

    /** Tells that others may have changed something. */
    void tellMissed() {
        watchers.forEach(watcher -> watcher.missed().run());
    }
}
