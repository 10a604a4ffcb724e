package org.platebook.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.platebook.http.server.HttpSite;
import org.platebook.http.server.SiteParts;
import org.platebook.intake.camera.known.KnownCameras;
import org.platebook.intake.flag.Flags;
import org.platebook.intake.flag.Mark;
import org.platebook.intake.flag.Subject;
import org.platebook.intake.ingest.CameraTables;
import org.platebook.intake.ingest.Ingest;
import org.platebook.intake.ingest.IngestListener;
import org.platebook.intake.simulate.SimulatedCamera;
import org.platebook.intake.simulate.Simulation;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.felis.FelisReader;
import org.platebook.model.felis.FelisWriter;
import org.platebook.model.felis.Schema;
import org.platebook.model.record.Provenance;
import org.platebook.model.time.DayObs;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.history.Moments;
import org.platebook.store.ledger.PostgresLedger;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.SchemaInstaller;
import org.platebook.store.schema.TablePartitions;
import org.platebook.testkit.OtherNames;
import org.platebook.testkit.TestPostgres;
import org.platebook.vo.tap.TapLimits;
import org.platebook.vo.tap.TapService;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A camera whose tables and keys are called otherwise is answered as every other. */
class OtherNamesTest {

    private static final String LATISS = "LATISS";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String EXPOSURES = "/instruments/LATISS/nights/20260115/exposures";
    private static final Schema PLAIN = CameraSchemas.load().of(LATISS);
    private static final Schema OTHER =
            new FelisReader()
                    .read(
                            "other.yaml",
                            OtherNames.of(FelisWriter.annotated(PLAIN), PLAIN.name()),
                            FelisReader.Library.NONE);
    @TempDir private Path folder = Path.of("");
    private final Night plain = new Night(PLAIN);
    private final Night other = new Night(OTHER);
    private long exposureId;

    @BeforeEach
    void load() {
        new Simulation(SimulatedCamera.named(LATISS), DayObs.parse("20260115"), 120, 1)
                .write(folder, _ -> {});
        plain.load(folder);
        other.load(folder);
        exposureId = plain.get(EXPOSURES).path("exposures").get(0).path("exposure_id").longValue();
        plain.mark(exposureId);
        other.mark(exposureId);
    }

    @AfterEach
    void close() {
        plain.close();
        other.close();
    }

    @Test
    void nights_exposures_and_visits_are_the_same() {
        alike("/instruments/LATISS/nights");
        alike("/instruments/LATISS/nights/20260115");
        alike(EXPOSURES);
        alike("/instruments/LATISS/nights/20260115/footprints");
        alike("/instruments/LATISS/nights/20260115/visits");
        var exposures = other.get(EXPOSURES).path("exposures").valueStream().toList();
        assertThat(exposures)
                .hasSizeGreaterThan(20)
                .anyMatch(one -> one.path("flag").asString("").equals("bad"))
                .anyMatch(one -> one.path("visit_id").isNumber());
    }

    @Test
    void one_exposure_is_the_same_with_its_detectors_and_headers() {
        var exposure = "/instruments/LATISS/exposures/" + exposureId;
        alike(exposure, "exposure", "visits");
        alike(exposure + "/detectors");
        alike(exposure + "/footprint");
        assertThat(size(other, exposure, "fields")).isEqualTo(size(plain, exposure, "fields"));
        assertThat(size(other, exposure + "/history", "events"))
                .isEqualTo(size(plain, exposure + "/history", "events"))
                .isPositive();
        assertThat(size(other, exposure + "/header", "parts"))
                .isEqualTo(size(plain, exposure + "/header", "parts"))
                .isPositive();
    }

    @Test
    void problems_are_the_same_and_told_by_the_columns_of_the_camera() {
        alike("/problems?limit=1000", "total", "fields");
        var problems = other.get("/problems?limit=1000").path("problems").valueStream().toList();

        assertThat(problems)
                .isNotEmpty()
                .allSatisfy(
                        one ->
                                assertThat(one.path("columns").toString())
                                        .doesNotContain("airmass", "exposure_name", "exp_time"));
    }

    @Test
    void the_instrument_is_told_with_its_own_schema() {
        var its = other.get("/instruments").path("instruments");
        var ours = plain.get("/instruments").path("instruments");

        assertThat(its.size()).isEqualTo(1);
        assertThat(its.get(0).path("name").stringValue()).isEqualTo(LATISS);
        assertThat(its.get(0).path("schema").stringValue()).isEqualTo("survey");
        assertThat(its.get(0).path("exposures")).isEqualTo(ours.get(0).path("exposures"));
    }

    private static int size(Night night, String path, String member) {
        return night.get(path).path(member).size();
    }

    /** Whether both answer the same, in whole or in these members. */
    private void alike(String path, String... members) {
        var its = other.get(path);
        var ours = plain.get(path);
        assertThat(ours.isEmpty()).as(path).isFalse();
        if (members.length == 0) {
            assertThat(its).as(path).isEqualTo(ours);
        }
        for (var member : members) {
            assertThat(its.path(member)).as(path + " " + member).isEqualTo(ours.path(member));
        }
    }

    /** A site with one camera. */
    private static final class Night implements AutoCloseable {

        private final Schema schema;
        private final Database database =
                Database.open(DatabaseSettings.of(TestPostgres.fresh(), "postgres", null));
        private final SchemaCatalog catalog = new SchemaCatalog(database);
        private final PostgresLedger ledger =
                new PostgresLedger(database, TablePartitions::ensureAll);
        private final InstantSource clock = () -> Instant.parse("2026-01-16T12:00:00Z");
        private final HttpSite site;
        private final HttpClient client = HttpClient.newHttpClient();

        Night(Schema schema) {
            this.schema = schema;
            new SchemaInstaller(database, catalog).install(schema);
            var moments = new Moments(database, clock);
            var tap =
                    new TapService(
                            database, new TapLimits(100, 100, Duration.ofSeconds(30)), clock);
            var api =
                    new Api(
                            database,
                            ledger.changes(),
                            new CameraSchemas(List.of(schema)),
                            catalog,
                            new Flags(ledger, clock),
                            new TableDoors(database, ledger, catalog, moments, tap));
            this.site = new HttpSite(SiteParts.of("127.0.0.1", 0, List.of(api), List::of));
        }

        JsonNode get(String path) {
            try {
                var answer =
                        client.send(
                                HttpRequest.newBuilder(site.address().resolve("/api" + path))
                                        .build(),
                                BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
                return JSON.readTree(answer.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted", e);
            }
        }

        void load(Path folder) {
            new Ingest(
                            KnownCameras.all(),
                            new CameraSchemas(List.of(schema)),
                            CameraTables.ALL_THERE,
                            ledger,
                            clock)
                    .load(List.of(folder), null, from("headers"), IngestListener.NONE);
        }

        void mark(long exposureId) {
            new Flags(ledger, clock)
                    .set(
                            schema,
                            Subject.EXPOSURE,
                            Map.of(exposureId, new Mark(Mark.Word.BAD, "clouds", List.of())),
                            "maria",
                            from("observers"));
        }

        private static Provenance from(String source) {
            return new Provenance(source, "test", "tester", "request");
        }

        @Override
        public void close() {
            client.close();
            site.close();
            database.close();
        }
    }
}
