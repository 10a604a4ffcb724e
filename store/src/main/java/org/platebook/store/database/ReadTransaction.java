package org.platebook.store.database;

import java.sql.Connection;
import java.sql.SQLException;

/** A read-only transaction that lasts until it is closed, for reads that stream; for one thread. */
public final class ReadTransaction implements AutoCloseable {

    private final Pool pool;
    private final FairQueue.Permit permit;
    private final Connection connection;
    private final RunningReads running;
    private boolean broken;
    private boolean ended;

    ReadTransaction(Pool pool, String caller, String enter, RunningReads running) {
        this.pool = pool;
        this.running = running;
        this.permit = pool.permit(caller);
        try {
            this.connection = entered(pool, enter);
        } catch (SQLException e) {
            permit.close();
            throw DatabaseFailure.of(e);
        } catch (RuntimeException | Error e) {
            permit.close();
            throw e;
        }
        running.begin(connection);
    }

    /** As {@link Transaction#open} does. */
    private static Connection entered(Pool pool, String enter) throws SQLException {
        for (int left = pool.attempts(); ; left--) {
            var connection = pool.connection();
            try {
                connection.setAutoCommit(false);
                try (var statement = connection.createStatement()) {
                    statement.execute(enter);
                }
                return connection;
            } catch (SQLException e) {
                pool.evict(connection);
                if (left <= 1 || !DatabaseFailure.isCutOff(e)) {
                    throw e;
                }
            }
        }
    }

    /** The connection, within the transaction. */
    public Connection connection() {
        return connection;
    }

    /** Says that the connection is in a state in which nobody else may have it. */
    public void discard() {
        broken = true;
    }

    /** Ends the transaction; one that has ended stays as it is. */
    @Override
    public void close() {
        if (ended) {
            return;
        }
        ended = true;
        try (permit) {
            running.end(connection);
            if (broken) {
                pool.evict(connection);
            } else {
                giveBack();
            }
        }
    }

    private void giveBack() {
        try {
            connection.rollback();
            connection.close();
        } catch (SQLException e) {
            // Nothing was written: there is nothing to lose with the connection.
            pool.evict(connection);
        }
    }
}
