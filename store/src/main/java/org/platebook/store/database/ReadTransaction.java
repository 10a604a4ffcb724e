package org.platebook.store.database;

import com.zaxxer.hikari.HikariDataSource;

import java.sql.Connection;
import java.sql.SQLException;

/** A read-only transaction that lasts until it is closed, for reads that stream; for one thread. */
public final class ReadTransaction implements AutoCloseable {

    private final HikariDataSource pool;
    private final Connection connection;
    private final RunningReads running;
    private boolean broken;

    ReadTransaction(HikariDataSource pool, String enter, RunningReads running) {
        this.pool = pool;
        this.running = running;
        try {
            this.connection = entered(pool, enter);
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        }
        running.begin(connection);
    }

    /** As {@link Transaction#open} does. */
    private static Connection entered(HikariDataSource pool, String enter) throws SQLException {
        for (int left = Database.attempts(pool); ; left--) {
            var connection = pool.getConnection();
            try {
                connection.setAutoCommit(false);
                try (var statement = connection.createStatement()) {
                    statement.execute(enter);
                }
                return connection;
            } catch (SQLException e) {
                pool.evictConnection(connection);
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

    /** Ends the transaction. */
    @Override
    public void close() {
        running.end(connection);
        if (broken) {
            pool.evictConnection(connection);
            return;
        }
        try {
            connection.rollback();
            connection.close();
        } catch (SQLException e) {
            // Nothing was written: there is nothing to lose with the connection.
            pool.evictConnection(connection);
        }
    }
}
