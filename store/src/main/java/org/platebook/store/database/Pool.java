package org.platebook.store.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.jdbi.v3.core.Jdbi;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

/** Connections for one purpose, and the queue of those that wait for one. */
final class Pool implements AutoCloseable {

    private static final long LEAST_TIMEOUT_MILLIS = 250;

    private final HikariDataSource connections;
    private final Jdbi jdbi;
    private final FairQueue queue;

    Pool(String name, DataSource source, int size, DatabaseSettings settings) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(source);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setIdleTimeout(Duration.ofMinutes(1).toMillis());
        config.setConnectionTimeout(
                Math.max(LEAST_TIMEOUT_MILLIS, settings.connectTimeout().toMillis()));
        config.setInitializationFailTimeout(-1);
        this.connections = new HikariDataSource(config);
        this.jdbi = Jdbi.create(connections);
        this.queue = new FairQueue(name, size, settings.pools().queueing());
    }

    String name() {
        return connections.getPoolName();
    }

    /** Waits until a connection may be taken; see {@link FairQueue#take}. */
    FairQueue.Permit permit(String caller) {
        return queue.take(caller);
    }

    /** Its connections, each of which needs a permit. */
    Jdbi jdbi() {
        return jdbi;
    }

    /** A connection, which needs a permit. */
    Connection connection() throws SQLException {
        return connections.getConnection();
    }

    /** Takes a connection out that nobody else may have. */
    void evict(Connection connection) {
        connections.evictConnection(connection);
    }

    /** Ends the waiting of a thread, if it waits for a connection. */
    void abandon(Thread thread) {
        queue.abandon(thread);
    }

    /** All connections of a pool may have been cut at once; then there is a new one. */
    int attempts() {
        return connections.getMaximumPoolSize() + 1;
    }

    Database.PoolUse use() {
        var now = connections.getHikariPoolMXBean();
        var queued = queue.use();
        return new Database.PoolUse(
                now == null ? 0 : now.getActiveConnections(),
                now == null ? 0 : now.getIdleConnections(),
                connections.getMaximumPoolSize(),
                new Database.QueueUse(
                        queued.waiting(),
                        queued.served(),
                        Duration.ofNanos(queued.waitedNanos()),
                        queued.timedOut(),
                        queued.throttled()));
    }

    @Override
    public void close() {
        connections.close();
    }
}
