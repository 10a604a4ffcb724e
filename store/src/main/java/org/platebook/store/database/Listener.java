package org.platebook.store.database;

import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Hears what others announce on a channel of the database, on a connection and a thread of its own.
 *
 * <p>Where the connection is lost it is made again; what was announced in between is missed.
 */
public final class Listener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final Duration BETWEEN_CONNECTIONS = Duration.ofSeconds(1);

    private final DatabaseSettings settings;
    private final String channel;
    private final Consumer<String> hearer;
    private volatile Connection connection;
    private volatile boolean closed;

    Listener(DatabaseSettings settings, String channel, Consumer<String> hearer) {
        this.settings = settings;
        this.channel = channel;
        this.hearer = hearer;
        try {
            this.connection = connect();
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        }
        Thread.ofVirtual().name("listen-" + channel).start(this::listen);
    }

    private Connection connect() throws SQLException {
        var made = Connections.dataSource(settings, "platebook-listen").getConnection();
        try (var statement = made.createStatement()) {
            statement.execute("listen " + channel);
        } catch (SQLException e) {
            made.close();
            throw e;
        }
        return made;
    }

    private void listen() {
        while (!closed) {
            try {
                hear(connection.unwrap(PGConnection.class));
            } catch (SQLException e) {
                reconnect(e);
            }
        }
    }

    private void hear(PGConnection from) throws SQLException {
        for (var notification : from.getNotifications(0)) {
            hearer.accept(notification.getParameter());
        }
    }

    private void reconnect(SQLException lost) {
        if (closed) {
            return;
        }
        LOG.debug("lost the connection that listens on {}", channel, lost);
        try {
            Thread.sleep(BETWEEN_CONNECTIONS);
            connection = connect();
        } catch (SQLException e) {
            LOG.debug("cannot listen on {} yet", channel, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("the connection that listened on {} was gone already", channel, e);
        }
    }
}
