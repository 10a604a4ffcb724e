package org.platebook.store.database;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.platebook.model.failure.Refused;
import org.platebook.model.failure.Unreachable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Predicate;

import javax.sql.DataSource;

/**
 * Brings the fixed schemas of a database up to date; the tables of Felis schemas are not among
 * them.
 */
final class Migrations {

    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    private static final int OLDEST_SERVER = 18;

    private static final String OLDEST_MIGRATION =
            "select oldest_migration from platebook.compatibility";

    private Migrations() {}

    static void apply(DatabaseSettings settings) {
        var source = Connections.dataSource(settings, "platebook-migrate");
        try (var connection = source.getConnection()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST_SERVER) {
                throw new Refused(
                        DatabaseCode.VERSION,
                        "Platebook needs PostgreSQL %s or newer; %s is %s"
                                .formatted(OLDEST_SERVER, settings.url(), version));
            }
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        }
        try {
            var flyway =
                    Flyway.configure()
                            .dataSource(source)
                            .defaultSchema("platebook")
                            .createSchemas(true)
                            .loggers("slf4j")
                            .locations("classpath:db/migration")
                            .load();
            flyway.migrate();
            requireKnown(source, flyway.info());
        } catch (FlywayException e) {
            throw refused(settings, e);
        }
    }

    /**
     * A newer program may have migrated the database further; this one goes on unless a migration
     * said that it cannot.
     *
     * @throws Refused database.newer when it cannot
     */
    private static void requireKnown(DataSource source, MigrationInfoService migrations) {
        int known = newest(migrations, info -> info.getState().isResolved());
        int applied = newest(migrations, info -> info.getState().isApplied());
        int needed = oldestMigration(source);
        if (needed > known) {
            throw new Refused(
                    DatabaseCode.NEWER,
                    "this program is too old for the database: it knows migrations up to %s, and %s is needed"
                            .formatted(known, needed));
        }
        if (applied > known) {
            LOG.atInfo()
                    .addKeyValue("migration", applied)
                    .addKeyValue("known", known)
                    .log("a newer program has migrated the database; this one goes on");
        }
    }

    private static int newest(MigrationInfoService migrations, Predicate<MigrationInfo> counts) {
        return Arrays.stream(migrations.all())
                .filter(counts)
                .map(MigrationInfo::getVersion)
                .filter(Objects::nonNull)
                .mapToInt(version -> version.getMajor().intValueExact())
                .max()
                .orElse(0);
    }

    private static int oldestMigration(DataSource source) {
        try (var connection = source.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(OLDEST_MIGRATION)) {
            return rows.next() ? rows.getInt(1) : 0;
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        }
    }

    private static RuntimeException refused(DatabaseSettings settings, FlywayException e) {
        var sorted = DatabaseFailure.of(e);
        if (sorted instanceof Unreachable) {
            return sorted;
        }
        return new Refused(
                DatabaseCode.MIGRATION,
                "the schemas of %s cannot be brought up to date: %s"
                        .formatted(settings.url(), e.getMessage()),
                e);
    }
}
