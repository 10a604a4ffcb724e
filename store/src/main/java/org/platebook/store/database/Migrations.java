package org.platebook.store.database;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.platebook.model.failure.Refused;
import org.platebook.model.failure.Unreachable;

import java.sql.SQLException;

/**
 * Brings the fixed schemas of a database up to date; the tables of Felis schemas are not among
 * them.
 */
final class Migrations {

    private static final int OLDEST_SERVER = 18;

    private Migrations() {}

    static void apply(DatabaseSettings settings) {
        var source = Connections.dataSource(settings, "platebook-migrate");
        try (var connection = source.getConnection()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST_SERVER) {
                throw new Refused(
                        "database.version",
                        "Platebook needs PostgreSQL %s or newer; %s is %s"
                                .formatted(OLDEST_SERVER, settings.url(), version));
            }
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        }
        try {
            Flyway.configure()
                    .dataSource(source)
                    .defaultSchema("platebook")
                    .createSchemas(true)
                    .loggers("slf4j")
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw refused(settings, e);
        }
    }

    private static RuntimeException refused(DatabaseSettings settings, FlywayException e) {
        var sorted = DatabaseFailure.of(e);
        if (sorted instanceof Unreachable) {
            return sorted;
        }
        return new Refused(
                "database.migration",
                "the schemas of %s cannot be brought up to date: %s"
                        .formatted(settings.url(), e.getMessage()),
                e);
    }
}
