package org.platebook.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL for tests: one server per test JVM, started at first use, and a new database
 * for whoever asks.
 */
public final class TestPostgres {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestPostgres() {}

    /**
     * Makes an empty database.
     *
     * @return its JDBC URL, user postgres, no password
     */
    public static String fresh() {
        return copyOf("template1");
    }

    /**
     * Makes a database that starts as a copy of another one, to which nobody may be connected.
     *
     * @param template name of the database to copy
     * @return the JDBC URL of the copy, user postgres, no password
     */
    public static String copyOf(String template) {
        var name = "test_" + DATABASES.incrementAndGet();
        try (var connection = DriverManager.getConnection(url("postgres"));
                var statement = connection.createStatement()) {
            statement.execute(
                    "create database " + name + " template " + template + " strategy wal_log");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make a test database", e);
        }
        return url(name);
    }

    /**
     * Makes an empty database whose owner is no superuser, as on a managed server.
     *
     * @param login name of the owner, who is made where nobody has the name
     * @param roles that the owner may act as and grant; they must be there
     * @return its JDBC URL, without a user; no password
     */
    public static String ownedBy(String login, String... roles) {
        var name = "test_" + DATABASES.incrementAndGet();
        try (var connection = DriverManager.getConnection(url("postgres"));
                var statement = connection.createStatement()) {
            statement.execute(
                    """
                    do $$ begin
                        create role %1$s login;
                    exception when duplicate_object then null;
                    end $$;
                    grant %2$s to %1$s with admin option
                    """
                            .formatted(login, String.join(", ", roles)));
            statement.execute("create database " + name + " owner " + login);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make a test database", e);
        }
        return url(name).replaceFirst("\\?.*$", "");
    }

    private static String url(String database) {
        return Server.INSTANCE.getJdbcUrl("postgres", database);
    }

    private static final class Server {
        private static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
