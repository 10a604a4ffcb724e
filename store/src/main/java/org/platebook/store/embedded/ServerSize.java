package org.platebook.store.embedded;

import org.platebook.model.failure.Refused;

/**
 * How much an embedded server may take.
 *
 * @param connections greatest number of connections
 * @param processMemoryMib memory that each of its processes may have beside what all share, and so
 *     of one query
 */
public record ServerSize(int connections, int processMemoryMib) {

    /** Fits any machine. */
    public static final ServerSize USUAL = new ServerSize(100, 4096);

    private static final int LEAST_CONNECTIONS = 100;
    private static final int OF_ADMINISTRATORS = 20;
    private static final int PROCESSES_OF_A_SITE = 2;

    public ServerSize {
        if (connections < 1 || processMemoryMib < 1) {
            throw new Refused(
                    EmbeddedCode.SIZE,
                    "connections and memory of the database must be 1 or more, not %s and %s MiB"
                            .formatted(connections, processMemoryMib));
        }
    }

    /**
     * The size for a site that is served while a command works on it.
     *
     * @param connections of one process of the site
     */
    public static ServerSize of(int connections, int processMemoryMib) {
        return new ServerSize(
                Math.max(LEAST_CONNECTIONS, connections * PROCESSES_OF_A_SITE + OF_ADMINISTRATORS),
                processMemoryMib);
    }
}
