package org.platebook.store.database;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Hears what others announce on a channel of the database, on a connection and a thread of its own,
 * until it is closed.
 *
 * <p>Where the connection is lost it is made again. What was announced in between is missed: the
 * hearer is then given an empty message, as by an announcement without payload. It means that
 * something may have changed and nobody says what. A hearer that throws is logged, and hears the
 * next message.
 */
public final class Listener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final Duration BETWEEN_CONNECTIONS = Duration.ofSeconds(1);

    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final String SOMETHING = "";

    private final DatabaseSettings settings;
    private final Duration silence;
    private final String channel;
    private final Consumer<String> hearer;
    private final Thread thread;
    private volatile Connection connection;
    private volatile boolean closed;

    Listener(DatabaseSettings settings, String channel, Consumer<String> hearer) {
        this(settings, channel, hearer, SILENCE);
    }

    /**
     * @param silence after so long without a message the server is asked for a sign of life
     */
    Listener(DatabaseSettings settings, String channel, Consumer<String> hearer, Duration silence) {
        this.silence = silence;
        this.settings = settings;
        this.channel = channel;
        this.hearer = hearer;
        try {
            this.connection = connect();
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        }
        this.thread = Thread.ofVirtual().name("listen-" + channel).start(this::listen);
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
                hear(connection);
            } catch (SQLException e) {
                reconnect(e);
            }
        }
        abort();
    }

    private void hear(Connection from) throws SQLException {
        @Nullable PGNotification @Nullable [] notifications =
                from.unwrap(PGConnection.class).getNotifications((int) silence.toMillis());
        if (notifications == null || notifications.length == 0) {
            if (!from.isValid((int) settings.connectTimeout().toSeconds() + 1)) {
                throw new SQLException("the server gives no sign of life");
            }
            return;
        }
        for (var notification : notifications) {
            tell(notification == null ? null : notification.getParameter());
        }
    }

    /** Whatever a hearer throws, those who announce later are heard. */
    private void tell(@Nullable String message) {
        try {
            hearer.accept(message == null ? SOMETHING : message);
        } catch (RuntimeException | Error e) {
            LOG.atError()
                    .addKeyValue("channel", channel)
                    .setCause(e)
                    .log("an announcement was not understood; listening goes on");
        }
    }

    /** Tries once a second until there is a connection, then says that something was missed. */
    private void reconnect(SQLException lost) {
        abort();
        if (!closed) {
            LOG.warn("lost the connection that listens on {}: {}", channel, lost.getMessage());
        }
        while (!closed) {
            try {
                Thread.sleep(BETWEEN_CONNECTIONS);
                connection = connect();
                LOG.info("listens on {} again", channel);
                tell(SOMETHING);
                return;
            } catch (SQLException e) {
                LOG.debug("cannot listen on {} yet", channel, e);
            } catch (InterruptedException e) {
                closed = true;
            }
        }
    }

    private void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("the connection that listened on {} was gone already", channel, e);
        }
    }

    /** Whether it hears nothing any more. */
    boolean hasEnded() {
        return !thread.isAlive();
    }

    /** Hears no more; the thread has ended, unless its hearer does not return. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        abort();
        try {
            if (!thread.equals(Thread.currentThread()) && !thread.join(CLOSING)) {
                LOG.warn("who hears what is announced on {} does not return", channel);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
