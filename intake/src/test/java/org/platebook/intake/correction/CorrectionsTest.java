package org.platebook.intake.correction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.platebook.intake.camera.CameraSpecializations;
import org.platebook.intake.camera.Problem;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.known.KnownCameras;
import org.platebook.intake.correction.Correction.OfExposures;
import org.platebook.intake.correction.Correction.OfObservation;
import org.platebook.intake.header.Card;
import org.platebook.intake.header.Header;
import org.platebook.intake.header.HeaderFiles;
import org.platebook.model.failure.Refused;
import org.platebook.testkit.TestData;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

class CorrectionsTest {

    private static final Instant MONDAY = Instant.parse("2026-01-12T12:00:00Z");
    private static final CorrectionFiles.Origin ORIGIN =
            new CorrectionFiles.Origin("an observer", "seen in the log", MONDAY);

    @TempDir private Path folder;

    @Test
    void a_correction_changes_a_card_and_keeps_what_was_received() {
        var header = Header.of(Card.of("FILTER", "y_10"), Card.of("SEQNUM", 3L));
        var corrections = Corrections.of(List.of(correction("A_1", Map.of("FILTER", "z_20"))));

        var corrected = corrections.applyTo(CorrectedHeader.of(header), "LSSTCam", "A_1", null);

        assertThat(corrected.corrected().text("FILTER").orNull()).isEqualTo("z_20");
        assertThat(corrected.received()).isEqualTo(header);
        assertThat(corrected.changes())
                .containsExactly(
                        new CardChange("FILTER", "y_10", "z_20", "seen in the log", "an observer"));
    }

    @Test
    void a_correction_to_the_value_that_is_there_changes_nothing() {
        var header = Header.of(Card.of("FILTER", "z_20"));
        var corrections = Corrections.of(List.of(correction("A_1", Map.of("FILTER", "z_20"))));

        assertThat(
                        corrections
                                .applyTo(CorrectedHeader.of(header), "LSSTCam", "A_1", null)
                                .changes())
                .isEmpty();
    }

    @Test
    void a_correction_of_another_exposure_or_camera_does_not_hold() {
        var corrections = Corrections.of(List.of(correction("A_1", Map.of("FILTER", "z_20"))));

        assertThat(corrections.holdingFor("LSSTCam", "A_2", null)).isEmpty();
        assertThat(corrections.holdingFor("LATISS", "A_1", null)).isEmpty();
        assertThat(corrections.holdingFor("LSSTCam", null, 1L)).isEmpty();
    }

    @Test
    void a_range_holds_from_its_first_exposure_to_its_last() {
        var correction =
                new Correction(
                        "LSSTCam", new OfExposures(10, 12), Map.of("X", 1L), "me", "why", MONDAY);
        var corrections = Corrections.of(List.of(correction));

        assertThat(corrections.holdingFor("LSSTCam", "A", 9L)).isEmpty();
        assertThat(corrections.holdingFor("LSSTCam", "A", 10L)).hasSize(1);
        assertThat(corrections.holdingFor("LSSTCam", "A", 12L)).hasSize(1);
        assertThat(corrections.holdingFor("LSSTCam", "A", 13L)).isEmpty();
    }

    @Test
    void the_latest_of_several_corrections_wins() {
        var later =
                new Correction(
                        "LSSTCam",
                        new OfObservation("A_1"),
                        Map.of("FILTER", "i_39"),
                        "me",
                        "why",
                        MONDAY.plusSeconds(1));
        var corrections =
                Corrections.of(List.of(later, correction("A_1", Map.of("FILTER", "z_20"))));

        var corrected =
                corrections.applyTo(CorrectedHeader.of(Header.of()), "LSSTCam", "A_1", null);

        assertThat(corrected.corrected().text("FILTER").orNull()).isEqualTo("i_39");
        assertThat(corrected.changes()).hasSize(2);
    }

    @Test
    void a_null_empties_the_card() throws IOException {
        var file = folder.resolve("c.jsonl");
        Files.writeString(
                file,
                "{\"instrument\": \"X\", \"obs_id\": \"1\", \"corrections\": {\"GROUPID\": null}}");
        var corrections = Corrections.of(CorrectionFiles.read(file, Set.of(), ORIGIN));
        var header = Header.of(Card.of("GROUPID", "wrong"));

        var corrected = corrections.applyTo(CorrectedHeader.of(header), "X", "1", null);

        assertThat(corrected.corrected().isNull("GROUPID")).isTrue();
    }

    @Test
    void lines_say_for_which_exposures_they_hold_and_who_says_so() throws IOException {
        var file = folder.resolve("c.jsonl");
        Files.writeString(
                file,
                """
                {"instrument": "LATISS", "obs_id": "AT_1", "corrections": {"A": 1, "B": 2.5, "C": null}}

                {"instrument": "LATISS", "first_exposure_id": 5, "last_exposure_id": 7, "corrections": {"D": true}, \
                "by": "Eve", "why": "dome closed", "at": "2026-02-01T00:00:00Z"}
                """);

        var read = CorrectionFiles.read(file, Set.of(), ORIGIN);

        assertThat(read).hasSize(2);
        assertThat(read.getFirst().cards()).containsEntry("A", 1L).containsEntry("B", 2.5);
        assertThat(read.getFirst().cards()).containsEntry("C", null);
        assertThat(read.getFirst().by()).isEqualTo("an observer");
        assertThat(read.getLast())
                .isEqualTo(
                        new Correction(
                                "LATISS",
                                new OfExposures(5, 7),
                                Map.of("D", true),
                                "Eve",
                                "dome closed",
                                Instant.parse("2026-02-01T00:00:00Z")));
    }

    @Test
    void a_bad_line_is_refused_with_its_number_and_reason() throws IOException {
        assertRefused(
                "{\"instrument\": \"X\", \"obs_id\": \"1\", \"corrections\": [1]}", "an object");
        assertRefused("{\"instrument\": \"X\", \"obs_id\": \"1\"}", "an object");
        assertRefused("{\"instrument\": \"X\", \"corrections\": {\"A\": 1}}", "first_exposure_id");
        assertRefused(
                "{\"instrument\": \"X\", \"obs_id\": \"1\", \"corections\": {\"A\": 1}}",
                "corections");
        assertRefused(
                "{\"instrument\": \"X\", \"obs_id\": \"1\", \"corrections\": {\"A\": [1]}}", "[1]");
        assertRefused(
                "{\"instrument\": \"X\", \"obs_id\": \"1\", \"corrections\": {}}",
                "changes no card");
        assertRefused("not json", "Unrecognized");
    }

    @Test
    void a_correction_says_in_one_way_which_exposures_it_holds_for() throws IOException {
        assertRefused(
                "{\"instrument\": \"LSSTCam\", \"obs_id\": \"MC_O_20260115_000012\", \"first_exposure_id\": 1,"
                        + " \"last_exposure_id\": 2, \"corrections\": {\"PROGRAM\": \"X\"}}",
                "obs_id and first_exposure_id are there, expected one of");
        assertRefused(
                "{\"instrument\": \"LSSTCam\", \"obs_id\": \"MC_O_20260115_000012\", \"corrections\": {}}",
                "a correction for MC_O_20260115_000012 changes no card");
        var missing = folder.resolve("nowhere.jsonl");
        assertThatThrownBy(() -> CorrectionFiles.read(missing, Set.of(), ORIGIN))
                .isInstanceOf(Refused.class)
                .hasMessage(missing + " is not there");
    }

    private void assertRefused(String line, String reason) throws IOException {
        var file = folder.resolve("c.jsonl");
        Files.writeString(file, "\n" + line + "\n");
        assertThatThrownBy(() -> CorrectionFiles.read(file, Set.of(), ORIGIN))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining(reason);
    }

    @Test
    void corrections_stand_with_the_headers_that_they_are_for() throws IOException {
        var night = Files.createDirectories(folder.resolve("site").resolve("night"));
        var near = Files.createFile(night.resolve("corrections.jsonl"));
        var above = Files.createFile(folder.resolve("site").resolve("our_corrections.jsonl"));
        Files.createFile(folder.resolve("corrections.jsonl"));
        Files.createFile(night.resolve("header.yaml"));

        assertThat(CorrectionFiles.beside(night.resolve("header.yaml")))
                .containsExactly(near, above);
    }

    @Test
    void a_file_named_for_an_exposure_corrects_it() throws IOException {
        var file = folder.resolve("LSST-TS8-TS_C_20230512_000021.yaml");
        Files.writeString(file, "EXPTIME: 30.0\nIMGTYPE: bias\n");

        var read = CorrectionFiles.read(file, Set.of("LSST-TS8", "LATISS"), ORIGIN);

        assertThat(read).hasSize(1);
        assertThat(read.getFirst().instrument()).isEqualTo("LSST-TS8");
        assertThat(read.getFirst().scope()).isEqualTo(new OfObservation("TS_C_20230512_000021"));
        assertThat(read.getFirst().cards())
                .containsEntry("EXPTIME", 30.0)
                .containsEntry("IMGTYPE", "bias");
    }

    @Test
    void real_files_are_read_and_a_bad_one_is_refused_with_its_reason() {
        var headers = TestData.require("consdb/headers/astro_metadata_translator");
        var decam = "DECam-ct4m20121211t220632.yaml";

        assertThat(
                        CorrectionFiles.read(
                                headers.resolve("corrections").resolve(decam), Set.of(), ORIGIN))
                .singleElement()
                .satisfies(
                        read ->
                                assertThat(read.cards())
                                        .containsExactly(Map.entry("DETECTOR", "NEW-ID")));
        assertThat(
                        CorrectionFiles.read(
                                headers.resolve("corrections/SCUBA_test-20000101_00002.yaml"),
                                Set.of(),
                                ORIGIN))
                .singleElement()
                .satisfies(
                        read -> {
                            assertThat(read.instrument()).isEqualTo("SCUBA_test");
                            assertThat(read.cards()).containsEntry("EXPID", 42L);
                        });
        assertThatThrownBy(
                        () ->
                                CorrectionFiles.read(
                                        headers.resolve("bad_corrections").resolve(decam),
                                        Set.of(),
                                        ORIGIN))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(decam);
    }

    @Test
    void all_real_corrections_are_read() {
        var read = real();

        assertThat(read).hasSize(5296);
        assertThat(
                        read.stream()
                                .collect(
                                        Collectors.groupingBy(
                                                Correction::instrument, Collectors.counting())))
                .isEqualTo(Map.of("LATISS", 3341L, "LSSTComCam", 1912L, "LSSTCam", 43L));
    }

    @Test
    void an_exposure_without_position_gains_it_with_its_correction() {
        var file =
                TestData.require(
                        "consdb/headers/obs_lsst/lsstCam-MC_O_20251121_000156_R44_SW0.json");
        var header = HeaderFiles.read(file).observation();
        var camera = KnownCameras.all().of(header);

        var without = CameraSpecializations.translate(header, camera, Corrections.none());
        var with = CameraSpecializations.translate(header, camera, Corrections.of(real()));

        assertThat(without.orNull(Property.EXPOSURE_ID)).isEqualTo(2025112100156L);
        assertThat(without.get(Property.TRACKING_RADEC)).isEmpty();
        assertThat(without.problems()).extracting(Problem::property).contains("tracking_radec");
        assertThat(with.orNull(Property.TRACKING_RADEC))
                .satisfies(
                        position -> {
                            assertThat(position.raDeg()).isEqualTo(10.722205398359963);
                            assertThat(position.decDeg()).isEqualTo(-47.6644971144605);
                        });
        assertThat(with.problems()).extracting(Problem::property).doesNotContain("tracking_radec");
        assertThat(with.header().received()).isEqualTo(header);
        assertThat(with.header().changes()).hasSize(34);
    }

    private static List<Correction> real() {
        return CorrectionFiles.read(
                TestData.require("consdb/headers/obs_lsst_corrections.jsonl"), Set.of(), ORIGIN);
    }

    private static Correction correction(String observation, Map<String, Object> cards) {
        return new Correction(
                "LSSTCam",
                new OfObservation(observation),
                cards,
                "an observer",
                "seen in the log",
                MONDAY);
    }
}
