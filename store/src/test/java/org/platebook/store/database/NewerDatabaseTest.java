package org.platebook.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.platebook.model.failure.Refused;
import org.platebook.testkit.TestPostgres;

import java.sql.SQLException;

/** A program on a database that a newer one has migrated. */
class NewerDatabaseTest {

    private final DatabaseSettings settings =
            DatabaseSettings.of(TestPostgres.fresh(), "postgres", null);

    @BeforeEach
    void migrate() {
        try (var database = Database.open(settings)) {
            database.write(
                    handle ->
                            handle.execute(
                                    """
                                    insert into platebook.flyway_schema_history (installed_rank, version,
                                        description, type, script, checksum, installed_by, execution_time, success)
                                    values (999, '9001', 'later', 'SQL', 'V9001__later.sql', 1, 'me', 1, true)
                                    """));
        }
    }

    @Test
    void a_program_goes_on_beside_migrations_that_it_does_not_know() {
        try (var database = Database.open(settings)) {
            assertThat(
                            database.<String>write(
                                    handle ->
                                            handle.createQuery(
                                                            "select max(version::int)::text from platebook.flyway_schema_history where version ~ '^\\d+$'")
                                                    .mapTo(String.class)
                                                    .one()))
                    .isEqualTo("9001");
        }
    }

    @Test
    void a_program_does_not_start_where_a_migration_says_that_it_cannot_work() {
        needs(9001);
        assertThatThrownBy(() -> Database.open(settings))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("database.newer"))
                .hasMessageContaining("9001 is needed");

        needs(16);
        Database.open(settings).close();
    }

    private void needs(int migration) {
        try (var connection = Connections.dataSource(settings, "platebook-test").getConnection();
                var statement = connection.createStatement()) {
            statement.execute("update platebook.compatibility set oldest_migration = " + migration);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
