package org.platebook.store.database;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;

import java.time.Duration;

/**
 * How to reach the database, and how much of it to take.
 *
 * @param url as in "jdbc:postgresql://127.0.0.1:5433/platebook"
 * @param user login role that owns Platebook's schemas
 * @param password null where the server asks for none
 * @param writerConnections greatest number of connections that write at the same time
 * @param readerConnections greatest number of connections that read at the same time, for each role
 * @param connectTimeout how long to wait for a connection before the database counts as unreachable
 * @param readTimeout how long one read may take unless its reader says otherwise
 * @param readerPassword password of the readers' own logins; null where Platebook sets it itself
 */
public record DatabaseSettings(
        String url,
        String user,
        @Nullable String password,
        int writerConnections,
        int readerConnections,
        Duration connectTimeout,
        Duration readTimeout,
        @Nullable String readerPassword) {

    private static final String PREFIX = "jdbc:postgresql:";

    public DatabaseSettings {
        if (!url.startsWith(PREFIX)) {
            throw new Refused(
                    "database.url", "the database url must begin with " + PREFIX + ", not " + url);
        }
        if (writerConnections < 1 || readerConnections < 1) {
            throw new Refused(
                    "database.connections",
                    "writer and reader connections must be 1 or more, not %d and %d"
                            .formatted(writerConnections, readerConnections));
        }
        if (!connectTimeout.isPositive() || !readTimeout.isPositive()) {
            throw new Refused(
                    "database.timeout",
                    "connect and read timeout must be positive, not %s and %s"
                            .formatted(connectTimeout, readTimeout));
        }
    }

    /** Settings for a small site: 4 writers, 8 readers a role, 5 s to connect, 60 s to read. */
    public static DatabaseSettings of(String url, String user, @Nullable String password) {
        return new DatabaseSettings(
                url, user, password, 4, 8, Duration.ofSeconds(5), Duration.ofSeconds(60), null);
    }

    /** The same with logins of readers that an administrator made, all with this password. */
    public DatabaseSettings withReaderPassword(@Nullable String given) {
        return new DatabaseSettings(
                url,
                user,
                password,
                writerConnections,
                readerConnections,
                connectTimeout,
                readTimeout,
                given);
    }

    /** The same database for another login. */
    DatabaseSettings as(String login, @Nullable String itsPassword) {
        return new DatabaseSettings(
                url,
                login,
                itsPassword,
                writerConnections,
                readerConnections,
                connectTimeout,
                readTimeout,
                null);
    }

    @Override
    public String toString() {
        return "DatabaseSettings[" + url + " as " + user + "]";
    }
}
