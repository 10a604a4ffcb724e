package org.platebook.store.database;

import org.platebook.model.failure.Refused;

/**
 * How many connections to the database there are, and how callers share them.
 *
 * @param writers greatest number of connections that write at the same time
 * @param readers greatest number of connections that read at the same time, for each role
 * @param queueing how callers share them
 */
public record Pools(int writers, int readers, Queueing queueing) {

    /** Connections for Platebook's own tables, such as those of tokens. */
    static final int OWN = 2;

    /** Connections that judge SQL of clients. */
    static final int JUDGE = 2;

    /** Connections outside the pools: listeners, migrations, checks of logins. */
    private static final int OTHERS = 5;

    public Pools {
        if (writers < 1 || readers < 1) {
            throw new Refused(
                    DatabaseCode.CONNECTIONS,
                    "writer and reader connections must be 1 or more, not %s and %s"
                            .formatted(writers, readers));
        }
    }

    /** How many connections a site has at the most. */
    public int most() {
        return writers + readers * Role.values().length + OWN + JUDGE + OTHERS;
    }
}
