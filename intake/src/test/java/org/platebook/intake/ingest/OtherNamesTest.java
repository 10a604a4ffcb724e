package org.platebook.intake.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.platebook.intake.flag.Flags;
import org.platebook.intake.flag.Mark;
import org.platebook.intake.flag.Marked;
import org.platebook.intake.flag.Subject;
import org.platebook.intake.valid.Calibrations;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.felis.FelisReader;
import org.platebook.model.felis.FelisWriter;
import org.platebook.model.felis.Level;
import org.platebook.model.felis.Schema;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.Value;
import org.platebook.model.time.Tai;
import org.platebook.store.flex.FlexKey;
import org.platebook.store.flex.FlexLevel;
import org.platebook.store.flex.FlexType;
import org.platebook.store.flex.FlexibleMetadata;
import org.platebook.store.sql.LevelSql;
import org.platebook.testkit.OtherNames;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A camera whose tables and keys are called otherwise is served as every other. */
class OtherNamesTest {

    private static final Provenance OBSERVER =
            new Provenance("observers", "test", "tester", "request");
    private static final Provenance FLEX = new Provenance("flex", "test", "tester", "request");
    private static final List<Level> OF_HEADERS =
            List.of(
                    Level.EXPOSURE,
                    Level.VISIT,
                    Level.EXPOSURE_DETECTOR,
                    Level.VISIT_DETECTOR,
                    Level.VISIT_EXPOSURE,
                    Level.EXPOSURE_HEADER,
                    Level.EXPOSURE_PROBLEM);
    private static final long FIRST = 2026011500001L;

    private static final Schema PLAIN = CameraSchemas.load().of("LSSTCam");
    private static final Schema OTHER =
            new FelisReader()
                    .read(
                            "other.yaml",
                            OtherNames.of(FelisWriter.annotated(PLAIN), PLAIN.name()),
                            FelisReader.Library.NONE);

    @TempDir private Path folder = Path.of("");
    private final IngestSite plain = new IngestSite("LSSTCam");
    private final IngestSite other = new IngestSite(new CameraSchemas(List.of(OTHER)), "LSSTCam");

    @AfterEach
    void close() {
        plain.close();
        other.close();
    }

    @Test
    void none_of_the_first_tables_and_keys_has_a_name_of_ours() {
        for (var level : OF_HEADERS) {
            var table = OTHER.levels().first(level);
            assertThat(PLAIN.table(table.name())).isEmpty();
            assertThat(table.primaryKey())
                    .doesNotContain(
                            "exposure_id", "visit_id", "ccdexposure_id", "ccdvisit_id", "day_obs");
        }
    }

    @Test
    void headers_become_the_same_rows_under_other_names() {
        load();

        for (var level : OF_HEADERS) {
            assertThat(rows(other, OTHER, level))
                    .as("%s", level)
                    .isNotEmpty()
                    .isEqualTo(rows(plain, PLAIN, level));
        }
    }

    @Test
    void a_correction_derives_exposure_and_visits_anew() {
        load();
        var file =
                IngestSite.write(
                        folder.resolve("corrections.jsonl"),
                        """
                        {"instrument":"LSSTCam","first_exposure_id":2026011500001,"last_exposure_id":2026011500002,\
                        "why":"misnamed","by":"night log","corrections":{"FILTER":"i_39"}}
                        """);

        assertThat(other.correct(file)).isEqualTo(plain.correct(file));
        for (var level : List.of(Level.EXPOSURE, Level.VISIT, Level.EXPOSURE_HEADER_CHANGE)) {
            assertThat(rows(other, OTHER, level)).isNotEmpty().isEqualTo(rows(plain, PLAIN, level));
        }
        assertThat(rows(other, OTHER, Level.EXPOSURE).getFirst().values())
                .contains("i_39", "MC_O_20260115_000001");
    }

    @Test
    void marks_are_kept_listed_by_night_and_shown_in_the_wide_view() {
        load();
        var flags = new Flags(other.ledger(), other.clock());
        var mark = new Mark(Mark.Word.BAD, "trailed", List.of());

        var set = flags.set(OTHER, Subject.EXPOSURE, Map.of(FIRST, mark), "maria", OBSERVER);
        flags.set(OTHER, Subject.VISIT, Map.of(FIRST, mark), "maria", OBSERVER);

        assertThat(set).isEqualTo(new Flags.Summary(1, 0, 0));
        var night = new Flags.Choice(null, null, 20260115);
        List<Marked> listed =
                other.database()
                        .write(handle -> flags.list(handle, OTHER, Subject.EXPOSURE, night));
        assertThat(listed).singleElement().satisfies(one -> assertThat(one.id()).isEqualTo(FIRST));
        assertThat(
                        other.row(
                                "select count(*) filter (where flag = 'bad') as bad, count(moon_altitude) as moons,"
                                        + " count(gap_since_previous) as gaps from survey.obs_wide"))
                .containsEntry("bad", 1L)
                .containsEntry("moons", 3L)
                .containsEntry("gaps", 2L);
        assertThat(
                        other.row(
                                "select exposure_flag, flag from survey.field_visit_wide where field_visit_number = "
                                        + FIRST))
                .containsEntry("exposure_flag", "bad")
                .containsEntry("flag", "bad");
    }

    @Test
    void flexible_metadata_is_said_of_exposures_and_detectors() {
        load();
        var key = new FlexKey("cloud", FlexType.named("float"), "Clouds.", null, null);
        var detector =
                other.row(
                        "select obs_detector_number from survey.obs_detector where obs_number = "
                                + FIRST);
        long detectorId = Long.parseLong(String.valueOf(detector.get("obs_detector_number")));
        for (var level : FlexLevel.values()) {
            long id = level == FlexLevel.EXPOSURE ? FIRST : detectorId;
            var metadata = new FlexibleMetadata(OTHER, level);
            other.ledger()
                    .transact(
                            FLEX,
                            scope -> {
                                metadata.addKey(scope, key);
                                metadata.set(
                                        scope, id, Map.of("cloud", new Value.Real(0.5)), false);
                                return true;
                            });
            Map<String, Value> said = other.database().write(handle -> metadata.values(handle, id));
            assertThat(said).containsEntry("cloud", new Value.Real(0.5));
        }
        assertThat(other.row("select night, counter, chip from survey.obs_detector_note"))
                .containsEntry("night", 20260115)
                .containsEntry("counter", 1L)
                .containsEntry("chip", 94);
    }

    @Test
    void calibrations_are_kept() {
        new Calibrations(other.ledger())
                .set(
                        OTHER,
                        new Calibrations.Calibration(
                                "plate_scale",
                                Tai.parse("2026-01-01T00:00:00"),
                                null,
                                0.2,
                                "arcsec",
                                null,
                                "measured",
                                "maria"),
                        new Provenance("calibrations", "test", "tester", "request"));

        assertThat(other.count("survey.known_value")).isEqualTo(1);
    }

    private void load() {
        IngestSite.header(folder, 1, "SEEING", "nonsense", "FILTER", "r_57");
        IngestSite.header(folder, 2, "CURINDEX", 1, "MAXINDEX", 2);
        IngestSite.header(folder, 3, "RA", 61.5, "RASTART", null);
        assertThat(other.load(folder).loaded()).isEqualTo(3);
        plain.load(folder);
    }

    /**
     * All rows of the first table of a level, with columns by the names that PLAIN has for them.
     */
    private static List<Map<String, Object>> rows(IngestSite site, Schema schema, Level level) {
        var table = schema.levels().first(level);
        var ours = PLAIN.levels().first(level).columns();
        var rows = new ArrayList<Map<String, Object>>();
        for (var row :
                site.rows(
                        "select %s from %s order by %s"
                                .formatted(
                                        table.columns().stream()
                                                .map(one -> one.name() + "::text")
                                                .collect(Collectors.joining(", ")),
                                        LevelSql.of(schema).name(table),
                                        String.join(", ", table.primaryKey())))) {
            var named = new LinkedHashMap<String, Object>();
            for (int i = 0; i < ours.size(); i++) {
                var value = row.get(table.columns().get(i).name());
                named.put(ours.get(i).name(), value == null ? "none" : value);
            }
            rows.add(named);
        }
        return rows;
    }
}
