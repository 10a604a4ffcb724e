package org.platebook.store.database;

import java.sql.SQLException;

/** How many connections a database server allows a site. */
public final class ServerConnections {

    private static final String ALLOWED =
            """
            select least(
                current_setting('max_connections')::int
                    - current_setting('superuser_reserved_connections')::int
                    - current_setting('reserved_connections')::int,
                (select nullif(datconnlimit, -1) from pg_database where datname = current_database()))
            """;

    private ServerConnections() {}

    /**
     * Asks the server.
     *
     * @throws org.platebook.model.failure.Unreachable when it does not answer
     * @throws org.platebook.model.failure.Refused when it does not let us in
     */
    public static int allowed(DatabaseSettings settings) {
        try (var connection =
                        Connections.dataSource(settings, "platebook-capacity").getConnection();
                var statement = connection.createStatement();
                var found = statement.executeQuery(ALLOWED)) {
            found.next();
            return found.getInt(1);
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        }
    }
}
