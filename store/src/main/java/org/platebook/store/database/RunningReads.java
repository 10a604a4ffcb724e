package org.platebook.store.database;

import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Connections that read, and the threads that wait for what they find. */
final class RunningReads {

    private static final Logger LOG = LoggerFactory.getLogger(RunningReads.class);

    private final Map<Connection, Thread> waiting = new ConcurrentHashMap<>();

    /** Says that this thread reads on a connection from now on. */
    void begin(Connection connection) {
        waiting.put(connection, Thread.currentThread());
    }

    /** Says that it reads no more; afterwards nothing of the connection is cancelled. */
    void end(Connection connection) {
        waiting.remove(connection);
    }

    /** Ends the statements that a thread waits for, if there are any. */
    void cancel(Thread thread) {
        for (var connection : waiting.keySet()) {
            waiting.computeIfPresent(
                    connection,
                    (one, waiter) -> {
                        if (waiter.equals(thread)) {
                            cancel(one);
                        }
                        return waiter;
                    });
        }
    }

    private static void cancel(Connection connection) {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            // It is tried again as long as somebody waits.
            LOG.debug("cannot cancel a statement", e);
        }
    }
}
