package org.platebook.store.history;

import org.jspecify.annotations.Nullable;
import org.platebook.model.record.TableName;
import org.platebook.store.database.Reader;

import java.time.InstantSource;
import java.util.function.Consumer;

/** Tells what changed in a table between two moments that are given by time or by name. */
public final class NamedDiff {

    private final Diff diff;
    private final Moments moments;
    private final InstantSource clock;

    /**
     * @param reader in whose name the table is read
     */
    public NamedDiff(Reader reader, Moments moments, InstantSource clock) {
        this.diff = new Diff(reader);
        this.moments = moments;
        this.clock = clock;
    }

    /**
     * Tells what changed, one by one.
     *
     * @param from a time or the name of a moment
     * @param to a later one; null for the present
     */
    public void between(
            TableName table, String from, @Nullable String to, Consumer<Difference> told) {
        diff.between(
                table, moments.meant(from), to == null ? clock.instant() : moments.meant(to), told);
    }
}
