package org.platebook.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
import org.platebook.store.database.Role;
import org.platebook.store.ledger.PostgresLedger;
import org.platebook.store.schema.Partitions;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.SchemaInstaller;
import org.platebook.testkit.OtherNames;
import org.platebook.testkit.TestPostgres;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A camera whose tables and keys are called otherwise is answered as every other. */
class OtherNamesTest {

    private static final String LATISS = "LATISS";
    private static final int NIGHT = 20260115;
    private static final Schema PLAIN = CameraSchemas.load().of(LATISS);
    private static final Schema OTHER =
            new FelisReader()
                    .read(
                            "other.yaml",
                            OtherNames.of(FelisWriter.annotated(PLAIN), PLAIN.name()),
                            FelisReader.Library.NONE);
    private static final Exposures.Choice ALL =
            new Exposures.Choice(
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    false,
                    null,
                    "obs_start desc",
                    1_000,
                    0);

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
        exposureId = exposures(plain.cameras).exposures().getFirst().exposureId();
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
        alike(cameras -> new Nights(cameras).between(LATISS, null, null));
        alike(cameras -> new Nights(cameras).of(LATISS, NIGHT));
        alike(OtherNamesTest::exposures);
        alike(cameras -> new Exposures(cameras).footprints(LATISS, NIGHT));
        alike(cameras -> new Visits(cameras).ofNight(LATISS, NIGHT));
        assertThat(exposures(other.cameras).exposures())
                .hasSizeGreaterThan(20)
                .anyMatch(one -> "bad".equals(one.flag()))
                .anyMatch(one -> one.visitId() != null);
    }

    @Test
    void one_exposure_is_the_same_with_its_detectors_and_headers() {
        alike(cameras -> new OneExposure(cameras).of(LATISS, exposureId).exposure());
        alike(cameras -> new OneExposure(cameras).of(LATISS, exposureId).visits());
        alike(cameras -> new OneExposure(cameras).of(LATISS, exposureId).fields().size());
        alike(cameras -> new OneExposure(cameras).detectors(LATISS, exposureId));
        alike(cameras -> new OneExposure(cameras).footprint(LATISS, exposureId));
        alike(cameras -> new OneExposure(cameras).history(LATISS, exposureId).events().size());
        alike(cameras -> new Headers(cameras).of(LATISS, exposureId).parts().size());
    }

    @Test
    void problems_are_the_same_and_told_by_the_columns_of_the_camera() {
        var choice = new Problems.Choice(null, null, null, 1_000, 0);
        var ours = new Problems(plain.cameras).of(choice);
        var its = new Problems(other.cameras).of(choice);

        assertThat(its.total()).isEqualTo(ours.total()).isPositive();
        assertThat(its.fields()).isEqualTo(ours.fields());
        assertThat(its.problems())
                .extracting(one -> List.of(one.exposureId(), one.field(), one.actionTaken()))
                .isEqualTo(
                        ours.problems().stream()
                                .map(
                                        one ->
                                                List.of(
                                                        one.exposureId(),
                                                        one.field(),
                                                        one.actionTaken()))
                                .toList());
        assertThat(its.problems())
                .allSatisfy(
                        one ->
                                assertThat(one.columns())
                                        .doesNotContain("airmass", "exposure_name", "exp_time"));
    }

    @Test
    void the_instrument_is_told_with_its_own_schema() {
        var answer = new Instruments(other.cameras).all();

        assertThat(answer.instruments())
                .singleElement()
                .satisfies(
                        one -> {
                            assertThat(one.name()).isEqualTo(LATISS);
                            assertThat(one.schema()).isEqualTo("survey");
                            assertThat(one.exposures())
                                    .isEqualTo(
                                            new Instruments(plain.cameras)
                                                    .all()
                                                    .instruments()
                                                    .getFirst()
                                                    .exposures());
                        });
    }

    private void alike(Function<Cameras, Object> question) {
        assertThat(question.apply(other.cameras))
                .usingRecursiveComparison()
                .isEqualTo(question.apply(plain.cameras));
    }

    private static Exposures.Answer exposures(Cameras cameras) {
        return new Exposures(cameras).of(LATISS, NIGHT, ALL);
    }

    /** A site with one camera. */
    private static final class Night implements AutoCloseable {

        private final Schema schema;
        private final Database database =
                Database.open(DatabaseSettings.of(TestPostgres.fresh(), "postgres", null));
        private final SchemaCatalog catalog = new SchemaCatalog(database);
        private final PostgresLedger ledger = new PostgresLedger(database, Partitions::ensureAll);
        private final InstantSource clock = () -> Instant.parse("2026-01-16T12:00:00Z");
        private final Cameras cameras;

        Night(Schema schema) {
            this.schema = schema;
            new SchemaInstaller(database, catalog).install(schema);
            this.cameras =
                    new Cameras(
                            database.reader(Role.STAFF),
                            new CameraSchemas(List.of(schema)),
                            catalog);
        }

        void load(Path folder) {
            new Ingest(
                            org.platebook.intake.camera.Cameras.known(),
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
            database.close();
        }
    }
}
