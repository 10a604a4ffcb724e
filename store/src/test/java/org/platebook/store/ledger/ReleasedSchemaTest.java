package org.platebook.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.check.Consistency;
import org.platebook.store.check.Consistency.Depth;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.SchemaInstaller;
import org.platebook.store.schema.TablePartitions;
import org.platebook.testkit.TestPostgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Databases of earlier releases are brought up to date with all that they hold.
 *
 * <p>For each release there is a resource with what it left behind: its own migrations, up to the
 * last one that it had, and then what it told the server when it installed a camera's tables and
 * wrote a few Records (the server's log with log_statement = ddl), with the rows as JSON.
 */
class ReleasedSchemaTest {

    private static final Provenance NOW =
            new Provenance("headers", "platebook now", "ann", "request-2");
    private static final long SECOND = 2_026_011_500_002L;

    private final String url = TestPostgres.fresh();
    private Database database;
    private LedgerFixture reads;

    @BeforeEach
    void bringUpToDate() throws IOException, SQLException {
        leave("3", "0.1.0.sql");
        database = Database.open(DatabaseSettings.of(url, "postgres", null));
        reads = new LedgerFixture(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_database_of_0_1_0_keeps_its_rows_gains_history_and_goes_on() {
        assertThat(install()).isEqualTo(SchemaInstaller.Outcome.EXTENDED);
        assertThat(install()).isEqualTo(SchemaInstaller.Outcome.UNCHANGED);

        assertThat(reads.all("select airmass from cdb_latiss.exposure order by exposure_id"))
                .containsExactly("1.1", "1.25", "1.3");
        assertThat(reads.one("select count(*) from cdb_latiss.ccdexposure")).isEqualTo("3");
        assertThat(
                        reads.one(
                                """
                                select count(*) from cdb_latiss.exposure e
                                join platebook.journal_record r on r.record_id = e._record_id
                                join platebook.journal j using (journal_id)
                                where e._known_from = j.written_at and e._source = j.source
                                """))
                .as("rows known since they were written")
                .isEqualTo("3");
        assertThat(findings()).isEmpty();
        var before = reads.one("select clock_timestamp()");

        var ledger = new PostgresLedger(database, TablePartitions::ensureAll);
        ledger.write(NOW, List.of(airmass(1.27)));

        assertThat(
                        reads.all(
                                """
                                select airmass || ' ' || known_source from cdb_latiss_history.exposure
                                where exposure_id = %d order by known_from
                                """
                                        .formatted(SECOND)))
                .containsExactly("1.25 headers", "1.27 headers");
        assertThat(
                        reads.one(
                                "select airmass from cdb_latiss_history.exposure_at('%s') where exposure_id = %d"
                                        .formatted(before, SECOND)))
                .isEqualTo("1.25");
        assertThat(ledger.replayQuarantine().quarantined()).isEqualTo(1);
        assertThat(findings()).isEmpty();
    }

    @Test
    void records_of_0_1_0_are_found_in_the_journal() {
        install();
        var ledger = new PostgresLedger(database, TablePartitions::ensureAll);
        var id =
                reads.one(
                        "select _record_id from cdb_latiss.exposure where exposure_id = " + SECOND);

        var found = ledger.find(UUID.fromString(id)).orElseThrow();

        assertThat(found.record().values()).containsEntry("airmass", new Value.Real(1.25));
        assertThat(found.provenance().software()).isEqualTo("platebook 0.1.0");
        assertThat(found.provenance().runKind()).isEqualTo("science");
    }

    /** A release that still runs beside the new one goes on reading, and its inserts are taken. */
    @Test
    void what_0_1_0_told_the_database_is_still_understood() {
        install();

        database.write(
                handle ->
                        handle.execute(
                                """
                                insert into cdb_latiss.exposure (_record_id, exposure_id, day_obs, airmass)
                                values ('00000000-0000-0000-0000-000000000007', 7, 20260115, 1.5);
                                with entry as (
                                    insert into platebook.journal (source, software, on_behalf_of, request_id, action,
                                        schema_name, table_name, record_count, column_names, column_types, payload)
                                    values ('headers', 'platebook 0.1.0', 'ann', 'r', 'set', 'cdb_latiss', 'exposure', 1,
                                        '{}', '{}', '')
                                    returning journal_id
                                )
                                insert into platebook.journal_record (record_id, journal_id)
                                select '00000000-0000-0000-0000-000000000007', journal_id from entry
                                """));

        assertThat(
                        reads.one(
                                "select airmass from cdb_latiss_history.exposure where exposure_id = 7"))
                .isEqualTo("1.5");
        assertThat(
                        reads.one(
                                "select count(*) from tap_schema.columns where table_name = 'cdb_latiss.exposure'"))
                .isNotEqualTo("0");
    }

    private SchemaInstaller.Outcome install() {
        return new SchemaInstaller(database, new SchemaCatalog(database))
                .install(CameraSchemas.load().named("cdb_latiss").orElseThrow());
    }

    private List<?> findings() {
        return new Consistency(database).findings(Depth.WHOLE, _ -> {});
    }

    private static TableRecord airmass(double airmass) {
        return LedgerFixture.record(
                new TableName("cdb_latiss", "exposure"),
                Map.of("exposure_id", new Value.Whole(SECOND)),
                "airmass",
                airmass);
    }

    private void leave(String lastMigration, String resource) throws IOException, SQLException {
        Flyway.configure()
                .dataSource(url, "postgres", "")
                .defaultSchema("platebook")
                .createSchemas(true)
                .locations("classpath:db/migration")
                .target(lastMigration)
                .load()
                .migrate();
        try (var connection = DriverManager.getConnection(url, "postgres", "");
                var statement = connection.createStatement();
                var sql =
                        Objects.requireNonNull(
                                getClass()
                                        .getResourceAsStream(
                                                "/org/platebook/store/released/" + resource))) {
            statement.execute(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
