package org.platebook.intake.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.platebook.intake.flag.FlagFile;
import org.platebook.intake.flag.Flags;
import org.platebook.intake.flag.Mark;
import org.platebook.intake.flag.Subject;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.RecordIds;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.database.Role;
import org.platebook.store.history.Diff;
import org.platebook.store.history.Difference;
import org.platebook.store.history.Moments;
import org.platebook.store.ledger.PostgresLedger;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.SchemaInstaller;
import org.platebook.store.schema.TablePartitions;
import org.platebook.testkit.TestData;
import org.platebook.testkit.TestPostgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was believed of five nights of April 2025, and when: rows as an observatory had them, a
 * correction of the science program (DM-53949) and a list of bad exposures.
 */
class BeliefTest {

    private static final TableName EXPOSURE = new TableName("cdb_lsstcam", "exposure");
    private static final Provenance HEADERS =
            new Provenance("headers", "test", "tester", "first load");
    private static final Provenance CORRECTION =
            new Provenance("corrections", "test", "tester", "DM-53949");
    private static final Provenance OBSERVERS =
            new Provenance("observers", "test", "tester", "bad list");

    private static final String PROGRAMS =
            """
            select science_program || ' ' || count(*) from %s
            where science_program in ('BLOCK-417', 'BLOCK-T417')
            group by science_program order by science_program
            """;

    private final Database database =
            Database.open(DatabaseSettings.of(TestPostgres.fresh(), "postgres", null));
    private final PostgresLedger ledger = new PostgresLedger(database, TablePartitions::ensureAll);
    private final Moments moments = new Moments(database, InstantSource.system());
    private final CameraSchemas schemas = CameraSchemas.load();

    BeliefTest() {
        new SchemaInstaller(database, new SchemaCatalog(database)).install(schemas.of("LSSTCam"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_thousand_real_rows_tell_what_was_believed_before_and_after_a_correction()
            throws IOException {
        var rows =
                lines(
                        TestData.require("consdb/consdb_rows")
                                .resolve("lsstcam_exposure_20250413-20250418_1000rows.csv"));
        var bad = TestData.require("consdb/excluded_visits").resolve("LSSTCam_bad.ecsv");
        ledger.write(HEADERS, rows.stream().map(BeliefTest::exposure).toList());
        var loaded = moments.set("loaded", null, "tester", null).moment();

        correct(rows);
        mark(bad);
        var corrected = moments.set("corrected", null, "tester", null).moment();

        assertThat(texts(PROGRAMS.formatted("cdb_lsstcam.exposure")))
                .containsExactly("BLOCK-T417 356");
        assertThat(texts(PROGRAMS.formatted(at("loaded"))))
                .containsExactly("BLOCK-417 301", "BLOCK-T417 55");
        assertThat(texts(PROGRAMS.formatted(at("corrected")))).containsExactly("BLOCK-T417 356");
        assertThat(
                        texts(
                                """
                                select day_obs || ' ' || count(*)
                                from cdb_lsstcam_history.exposure_at(platebook.at('loaded'))
                                where science_program = 'BLOCK-417' group by day_obs order by day_obs
                                """))
                .as("what was believed at that moment about each night")
                .containsExactly("20250415 3", "20250416 36", "20250417 112", "20250418 150");

        var differences = diff(EXPOSURE, loaded, corrected);
        assertThat(differences).hasSize(301);
        assertThat(differences)
                .allSatisfy(
                        one -> {
                            assertThat(one.column()).isEqualTo("science_program");
                            assertThat(one.before()).isEqualTo("\"BLOCK-417\"");
                            assertThat(one.after()).isEqualTo("\"BLOCK-T417\"");
                            assertThat(one.source()).isEqualTo("corrections");
                        });
        assertThat(
                        texts(
                                """
                                select exposure_id || ' ' || flag || ' ' || flag_reason
                                from cdb_lsstcam.exposure_flag join cdb_lsstcam.exposure using (exposure_id)
                                order by exposure_id
                                """))
                .containsExactly("2025041700761 bad tracking stopped", "2025041800615 bad trailed");
        assertThat(
                        texts(
                                "select count(*)::text from cdb_lsstcam_history.exposure_flag_at(platebook.at('loaded'))"))
                .containsExactly("0");
        assertThat(texts("select count(*)::text from cdb_lsstcam.exposure where s_ra is null"))
                .containsExactly("33");
    }

    @Test
    void a_program_that_was_corrected_is_believed_from_then_on() {
        var rows =
                List.of(
                        List.of("2025041500003", "r", "10.5", "-20.5", "BLOCK-417"),
                        List.of("2025041500004", "r", "", "", "BLOCK-351"),
                        List.of("2025060100004", "r", "", "", "BLOCK-417"));
        ledger.write(
                HEADERS,
                rows.stream()
                        .map(
                                row ->
                                        exposure(
                                                row.get(0),
                                                row.get(1),
                                                row.get(2),
                                                row.get(3),
                                                row.get(4)))
                        .toList());
        var loaded = moments.set("loaded", null, "tester", null).moment();
        ledger.write(CORRECTION, List.of(program(2025041500003L)));
        var corrected = moments.set("corrected", null, "tester", null).moment();

        assertThat(texts(PROGRAMS.formatted(at("loaded")))).containsExactly("BLOCK-417 2");
        assertThat(texts(PROGRAMS.formatted(at("corrected"))))
                .containsExactly("BLOCK-417 1", "BLOCK-T417 1");
        assertThat(diff(EXPOSURE, loaded, corrected))
                .singleElement()
                .satisfies(
                        one -> {
                            assertThat(one.key()).containsEntry("exposure_id", "2025041500003");
                            assertThat(one.column()).isEqualTo("science_program");
                        });
    }

    /** The nights that DM-53949 names, as far as the rows have them. */
    private void correct(List<List<String>> rows) {
        ledger.write(
                CORRECTION,
                rows.stream()
                        .filter(row -> row.get(8).equals("BLOCK-417"))
                        .map(row -> program(Long.parseLong(row.get(0))))
                        .toList());
    }

    private static TableRecord program(long exposureId) {
        return new TableRecord(
                RecordIds.next(),
                EXPOSURE,
                Map.of(
                        "exposure_id", new Value.Whole(exposureId),
                        "science_program", new Value.Text("BLOCK-T417")));
    }

    private void mark(Path list) {
        new Flags(ledger, InstantSource.system())
                .set(
                        schemas.of("LSSTCam"),
                        Subject.EXPOSURE,
                        FlagFile.read(list, Mark.Word.BAD, List.of("excluded")),
                        "tester",
                        OBSERVERS);
    }

    private static TableRecord exposure(List<String> row) {
        return exposure(row.get(0), row.get(3), row.get(5), row.get(6), row.get(8));
    }

    private static TableRecord exposure(
            String id, String band, String ra, String dec, String program) {
        long exposureId = Long.parseLong(id);
        long dayObs = exposureId / 100_000;
        long sequence = exposureId % 100_000;
        var values = new LinkedHashMap<String, Value>();
        values.put("exposure_id", new Value.Whole(exposureId));
        values.put("exposure_name", new Value.Text("MC_O_%d_%06d".formatted(dayObs, sequence)));
        values.put("controller", new Value.Text("O"));
        values.put("day_obs", new Value.Whole(dayObs));
        values.put("seq_num", new Value.Whole(sequence));
        values.put("band", band.isEmpty() ? Value.CLEARED : new Value.Text(band));
        values.put("s_ra", number(ra));
        values.put("s_dec", number(dec));
        values.put("science_program", new Value.Text(program));
        return new TableRecord(RecordIds.next(), EXPOSURE, values);
    }

    private static Value number(@Nullable String text) {
        return text == null || text.isEmpty()
                ? Value.CLEARED
                : new Value.Real(Double.parseDouble(text));
    }

    private static List<List<String>> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> List.of(line.split(",", -1)))
                .toList();
    }

    private static String at(String moment) {
        return "cdb_lsstcam_history.exposure_at(platebook.at('%s'))".formatted(moment);
    }

    private List<String> texts(String sql) {
        return database.reader(Role.STAFF)
                .read(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    private List<Difference> diff(TableName table, Instant from, Instant to) {
        var told = new ArrayList<Difference>();
        new Diff(database.reader(Role.STAFF)).between(table, from, to, told::add);
        return told;
    }
}
