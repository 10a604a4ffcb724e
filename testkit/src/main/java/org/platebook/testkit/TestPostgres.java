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

    /** Roles belong to the server; whoever made them first, this owner may give them on. */
    private static final String OWNER =
            """
            do $$
            begin
                if not exists (select from pg_roles where rolname = '%1$s') then
                    create role %1$s login createrole;
                end if;
                if not exists (select from pg_roles where rolname = 'platebook_public') then
                    create role platebook_public nologin;
                    create role platebook_rights nologin;
                    create role platebook_staff nologin;
                    grant platebook_public to platebook_rights;
                    grant platebook_rights to platebook_staff;
                end if;
                grant platebook_public, platebook_rights, platebook_staff to %1$s with admin option;
            end
            $$
            """;

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
     * Makes an empty database whose owner is no superuser and may make roles, as on a managed
     * server.
     *
     * @param owner name of the login, made where it is not there
     * @return the JDBC URL, for that user, no password
     */
    public static String ownedBy(String owner) {
        var url = fresh();
        var name = url.substring(url.lastIndexOf('/') + 1).replaceAll("\\?.*", "");
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(OWNER.formatted(owner));
            statement.execute("alter database %s owner to %s".formatted(name, owner));
            statement.execute("create extension cube; create extension btree_gist");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make a test database", e);
        }
        return url.replace("user=postgres", "user=" + owner);
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
