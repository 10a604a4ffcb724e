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
 * @param connectTimeout how long to wait for a connection before the database counts as unreachable
 * @param readerPassword password of the readers' own logins; null where Platebook sets it itself
 * @param pools how many connections there are
 * @param limits what reads may take
 */
public record DatabaseSettings(
        String url,
        String user,
        @Nullable String password,
        Duration connectTimeout,
        @Nullable String readerPassword,
        Pools pools,
        ReadLimits limits) {

    private static final String PREFIX = "jdbc:postgresql:";

    private static final Pools SMALL = new Pools(4, 8, new Queueing(8, 200, Duration.ofSeconds(5)));

    public DatabaseSettings {
        if (!url.startsWith(PREFIX)) {
            throw new Refused(
                    DatabaseCode.URL,
                    "the database url must begin with " + PREFIX + ", not " + url);
        }
        if (!connectTimeout.isPositive()) {
            throw new Refused(
                    DatabaseCode.TIMEOUT,
                    "the connect timeout must be positive, not " + connectTimeout);
        }
    }

    /** Settings for a small site: 4 writers, 8 readers a role, 5 s to connect, 60 s to read. */
    public static DatabaseSettings of(String url, String user, @Nullable String password) {
        return new DatabaseSettings(
                url,
                user,
                password,
                Duration.ofSeconds(5),
                null,
                SMALL,
                ReadLimits.small(
                        new ReadLimits.Times(Duration.ofHours(1), Duration.ofSeconds(60))));
    }

    /** The same with other capacity. */
    public DatabaseSettings with(Pools others, ReadLimits bounds) {
        return new DatabaseSettings(
                url, user, password, connectTimeout, readerPassword, others, bounds);
    }

    /** The same with logins of readers that an administrator made, all with this password. */
    public DatabaseSettings withReaderPassword(@Nullable String given) {
        return new DatabaseSettings(url, user, password, connectTimeout, given, pools, limits);
    }

    /** The same database for another login. */
    DatabaseSettings as(String login, @Nullable String itsPassword) {
        return new DatabaseSettings(url, login, itsPassword, connectTimeout, null, pools, limits);
    }

    @Override
    public String toString() {
        return "DatabaseSettings[" + url + " as " + user + "]";
    }
}
