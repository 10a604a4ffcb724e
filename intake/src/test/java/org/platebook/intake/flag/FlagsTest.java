package org.platebook.intake.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.platebook.intake.flag.Flags.Choice;
import org.platebook.intake.flag.Flags.Summary;
import org.platebook.intake.flag.Mark.Word;
import org.platebook.model.failure.Refused;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.felis.Schema;
import org.platebook.model.record.Provenance;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
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
import java.util.List;
import java.util.Map;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlagsTest {

    private static final Schema LSSTCAM = CameraSchemas.load().of("LSSTCam");
    private static final Provenance OBSERVER =
            new Provenance(Flags.SOURCE, "test", "maria", "request");
    private static final Mark TRAILED = new Mark(Word.BAD, "trailed", List.of());

    private final Database database =
            Database.open(DatabaseSettings.of(TestPostgres.fresh(), "postgres", null));
    private final Flags flags =
            new Flags(
                    new PostgresLedger(database, TablePartitions::ensureAll),
                    () -> Instant.parse("2026-01-16T12:00:00Z"));

    @TempDir private Path folder = Path.of("");

    @BeforeAll
    void install() {
        new SchemaInstaller(database, new SchemaCatalog(database)).install(LSSTCAM);
    }

    @BeforeEach
    void begin() {
        execute(
                """
                truncate cdb_lsstcam.exposure_flag, cdb_lsstcam.visit1_flag,
                    cdb_lsstcam_history.exposure_flag_closed, cdb_lsstcam.exposure cascade;
                insert into cdb_lsstcam.exposure (exposure_id, day_obs)
                values (2025041700761, 20250417), (2025041800615, 20250418)
                """);
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void a_mark_stands_with_its_reason_author_tags_and_moment() {
        set(2025041700761L, new Mark(Word.QUESTIONABLE, "messy PSF", List.of("psf", "aos")));

        var marked = list(Choice.ALL).getFirst();

        assertThat(marked.mark())
                .isEqualTo(new Mark(Word.QUESTIONABLE, "messy PSF", List.of("aos", "psf")));
        assertThat(marked.author()).isEqualTo("maria");
        assertThat(marked.saidAt().toString()).contains("2026-01-16T12:00:37");
        assertThat(marked.isStored()).isTrue();
        assertThat(
                        texts(
                                "select flag || ' ' || flag_reason from cdb_lsstcam.exposure_wide where flag is not null"))
                .containsExactly("questionable messy PSF");
    }

    @Test
    void a_mark_that_is_changed_or_taken_away_stays_in_the_history() {
        set(2025041700761L, TRAILED);
        set(2025041700761L, new Mark(Word.GOOD, null, List.of()));
        int cleared = flags.clear(LSSTCAM, Subject.EXPOSURE, List.of(2025041700761L, 1L), OBSERVER);

        assertThat(cleared).isEqualTo(1);
        assertThat(list(Choice.ALL)).isEmpty();
        assertThat(
                        texts(
                                "select concat_ws(' ', flag, flag_reason) from cdb_lsstcam_history.exposure_flag"
                                        + " order by known_from"))
                .containsExactly("bad trailed", "good");
    }

    @Test
    void the_same_mark_again_changes_nothing() {
        assertThat(set(2025041700761L, TRAILED)).isEqualTo(new Summary(1, 0, 0));
        assertThat(set(2025041700761L, TRAILED)).isEqualTo(new Summary(0, 1, 0));
    }

    @Test
    void marks_are_found_by_word_tag_and_night() {
        set(2025041700761L, new Mark(Word.BAD, "trailed", List.of("tracking")));
        set(2025041800615L, new Mark(Word.GOOD, null, List.of()));

        assertThat(list(new Choice(Word.BAD, null, null))).hasSize(1);
        assertThat(list(new Choice(null, "tracking", null))).hasSize(1);
        assertThat(list(new Choice(null, "track", null))).isEmpty();
        assertThat(list(new Choice(null, null, 20250418)))
                .extracting(Marked::id)
                .containsExactly(2025041800615L);
    }

    @Test
    void visits_are_marked_as_exposures_are() {
        flags.set(LSSTCAM, Subject.VISIT, Map.of(5L, TRAILED), "maria", OBSERVER);

        assertThat(texts("select visit_id || ' ' || flag from cdb_lsstcam.visit1_flag"))
                .containsExactly("5 bad");
    }

    @Test
    void a_list_is_read_with_its_comments_and_marks_of_exposures_to_come_are_kept()
            throws IOException {
        var file =
                ecsv(
                        "uint64",
                        """
                        exposure,comment
                        2025041700761, tracking stopped
                        2025042000501, "trailed, a lot"
                        2025042300237,
                        """);

        var summary = load(file);

        assertThat(summary).isEqualTo(new Summary(3, 0, 2));
        execute("insert into cdb_lsstcam.exposure (exposure_id) values (2025042000501)");
        assertThat(
                        texts(
                                "select flag || ': ' || flag_reason || ' ' || flag_tags from cdb_lsstcam.exposure_wide"
                                        + " where exposure_id = 2025042000501"))
                .containsExactly("bad: trailed, a lot excluded");
        assertThat(load(file)).isEqualTo(new Summary(0, 3, 1));
    }

    @Test
    void a_list_that_is_not_one_is_refused_with_the_place() throws IOException {
        assertThatThrownBy(() -> load(ecsv("int64", "exposure,comment\n-5, x\n")))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("row 1: exposure is -5, expected a whole number from 1");
        var other = Files.writeString(folder.resolve("other.ecsv"), "not a table");
        assertThatThrownBy(() -> load(other))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("is no ECSV table");
        assertThatThrownBy(() -> load(folder.resolve("none.ecsv")))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void words_and_tags_that_are_none_are_refused() {
        assertThatThrownBy(() -> Word.of("junk"))
                .hasMessageContaining("flag is \"junk\", expected one of good, bad, questionable");
        assertThatThrownBy(() -> new Mark(Word.BAD, null, List.of("two words")))
                .hasMessageContaining("tag \"two words\"");
        assertThatThrownBy(() -> new Mark(Word.BAD, " ", List.of())).hasMessageContaining("reason");
    }

    @Test
    void the_lists_of_bad_exposures_of_a_real_survey_are_kept_whole() {
        var file = TestData.require("consdb/excluded_visits").resolve("LSSTCam_bad.ecsv");

        var summary = load(file);

        assertThat(summary.changed()).isGreaterThan(100);
        assertThat(summary.awaited()).isEqualTo(summary.changed() - 2);
        assertThat(
                        texts(
                                "select flag_reason from cdb_lsstcam.exposure_wide where flag = 'bad'"
                                        + " order by exposure_id"))
                .containsExactly("tracking stopped", "trailed");
    }

    private Summary load(Path file) {
        var marks = FlagFile.read(file, Word.BAD, List.of("excluded"));
        return flags.set(LSSTCAM, Subject.EXPOSURE, marks, "maria", OBSERVER);
    }

    private Path ecsv(String type, String rows) throws IOException {
        return Files.writeString(
                folder.resolve("bad.ecsv"),
                """
                # %%ECSV 1.0
                # ---
                # datatype:
                # - {name: exposure, datatype: %s}
                # - {name: comment, datatype: string}
                # delimiter: ','
                # schema: astropy-2.0
                """
                                .formatted(type)
                        + rows);
    }

    private Summary set(long id, Mark mark) {
        return flags.set(LSSTCAM, Subject.EXPOSURE, Map.of(id, mark), "maria", OBSERVER);
    }

    private List<Marked> list(Choice choice) {
        return database.write(handle -> flags.list(handle, LSSTCAM, Subject.EXPOSURE, choice));
    }

    private List<String> texts(String sql) {
        return database.write(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    private void execute(String sql) {
        database.write(handle -> handle.execute(sql));
    }
}
