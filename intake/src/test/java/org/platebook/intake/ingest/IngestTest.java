package org.platebook.intake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

class IngestTest {

    private static final long FIRST = 2026011500001L;

    @TempDir private Path folder = Path.of("");
    private final IngestSite site = new IngestSite("LSSTCam");

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void a_header_becomes_an_exposure_its_detector_image_its_visit_and_its_cards() {
        var summary = site.load(IngestSite.header(folder, 1));

        assertThat(summary.loaded()).isEqualTo(1);
        var exposure = site.row("select * from cdb_lsstcam.exposure");
        assertThat(exposure)
                .containsEntry("exposure_id", FIRST)
                .containsEntry("exposure_name", "MC_O_20260115_000001")
                .containsEntry("day_obs", 20260115)
                .containsEntry("band", "r")
                .containsEntry("img_type", "science")
                .containsEntry("obs_start_ns", 1_768_532_460_000_000_000L);
        assertThat((Double) exposure.get("s_ra")).isCloseTo(60.0, within(1e-9));
        assertThat(
                        site.row(
                                "select detector, detector_name, ccdexposure_id from cdb_lsstcam.ccdexposure"))
                .containsEntry("detector", 94)
                .containsEntry("detector_name", "R22_S11");
        assertThat(site.row("select * from cdb_lsstcam.visit1"))
                .containsEntry("visit_id", FIRST)
                .containsEntry("exposure_count", 1);
        assertThat(site.row("select * from cdb_lsstcam.ccdvisit1"))
                .containsEntry("visit_id", FIRST);
        assertThat(
                        site.row(
                                "select card_value from cdb_lsstcam.exposure_header_card where keyword = 'FILTER'"))
                .containsEntry("card_value", "r_57");
    }

    @Test
    void loading_twice_changes_nothing() {
        var file = IngestSite.header(folder, 1, "SEEING", null);
        site.load(file);
        var before = site.everything("cdb_lsstcam");

        var again = site.load(folder);

        assertThat(again.loaded()).isZero();
        assertThat(again.unchanged()).isEqualTo(1);
        assertThat(site.everything("cdb_lsstcam")).isEqualTo(before);
    }

    @Test
    void a_bad_field_is_null_and_told_and_the_exposure_is_there() {
        site.load(IngestSite.header(folder, 1, "HUMIDITY", "wet", "WINDSPD", "strong"));

        assertThat(site.row("select humidity, wind_speed, s_ra from cdb_lsstcam.exposure"))
                .containsEntry("humidity", null)
                .containsEntry("wind_speed", null)
                .containsEntry("s_ra", 60.0);
        assertThat(site.rows("select field from cdb_lsstcam.intake_problem"))
                .contains(Map.of("field", "WINDSPD"))
                .anySatisfy(row -> assertThat(row.get("field")).isEqualTo("relative_humidity"));
    }

    @Test
    void an_infinite_number_is_null_and_told() {
        site.load(IngestSite.header(folder, 1, "WINDSPD", Double.POSITIVE_INFINITY));

        assertThat(site.row("select wind_speed, s_ra from cdb_lsstcam.exposure"))
                .containsEntry("wind_speed", null)
                .containsEntry("s_ra", 60.0);
        assertThat(site.rows("select field from cdb_lsstcam.intake_problem")).isNotEmpty();
    }

    @Test
    void a_broken_file_is_refused_by_name_and_hinders_no_other() {
        IngestSite.header(folder, 1);
        var broken =
                IngestSite.write(folder.resolve("broken.yaml"), "INSTRUME: 'LSSTCam\nOBSID: [");
        IngestSite.write(folder.resolve("README.md"), "no header\n");

        var summary = site.load(folder);

        assertThat(summary.loaded()).isEqualTo(1);
        assertThat(summary.refused()).extracting(FileOutcome.Refused::path).containsExactly(broken);
        assertThat(summary.leftOut()).hasSize(1);
    }

    @Test
    void two_snaps_become_a_visit_of_their_own_in_whatever_order_they_arrive() {
        var snaps = new ArrayList<Path>();
        for (int seq = 1; seq <= 2; seq++) {
            snaps.add(
                    IngestSite.header(
                            folder,
                            seq,
                            "CURINDEX",
                            seq,
                            "MAXINDEX",
                            2,
                            "GROUPID",
                            "2026-01-16T03:01:00.000"));
        }
        Collections.shuffle(snaps, new Random(4));
        snaps.forEach(site::load);

        assertThat(
                        site.rows(
                                "select visit_id, exposure_count, exp_time from cdb_lsstcam.visit1 order by visit_id"))
                .containsExactly(
                        Map.of("visit_id", FIRST, "exposure_count", 2, "exp_time", 60.0),
                        Map.of("visit_id", FIRST + 1, "exposure_count", 1, "exp_time", 30.0),
                        Map.of(
                                "visit_id",
                                90_000_000_000_000L + FIRST,
                                "exposure_count",
                                1,
                                "exp_time",
                                30.0));
        assertThat(site.count("cdb_lsstcam.ccdvisit1")).isEqualTo(3);
    }

    @Test
    void detectors_of_one_exposure_may_come_in_files_of_their_own_in_any_order() {
        var files =
                List.of(
                        IngestSite.header(folder, 1, "CCDSLOT", "S22", "DARKTIME", 30.3),
                        IngestSite.header(folder, 1, "CCDSLOT", "S00", "DARKTIME", 30.2));
        files.forEach(site::load);

        assertThat(site.row("select dark_time from cdb_lsstcam.exposure"))
                .as("the lowest detector's header counts")
                .containsEntry("dark_time", 30.2);
        assertThat(site.count("cdb_lsstcam.ccdexposure")).isEqualTo(2);
        files.forEach(file -> assertThat(site.load(file).unchanged()).isEqualTo(1));
    }

    @Test
    void a_file_that_is_written_anew_replaces_what_it_said_before_and_both_are_kept() {
        site.load(IngestSite.header(folder, 1));
        site.load(IngestSite.header(folder, 1, "FILTER", "i_39"));

        assertThat(site.row("select band from cdb_lsstcam.exposure")).containsEntry("band", "i");
        assertThat(site.count("cdb_lsstcam.exposure_header")).isEqualTo(2);
    }

    @Test
    void two_files_that_differ_about_one_detector_stay_as_they_are_when_loaded_again() {
        IngestSite.write(
                folder.resolve("a.yaml"), read(IngestSite.header(folder, 1)) + "SEEING: 1.5\n");
        site.load(folder);
        var before = site.everything("cdb_lsstcam");

        assertThat(site.load(folder).unchanged()).isEqualTo(2);
        assertThat(site.everything("cdb_lsstcam")).isEqualTo(before);
    }

    @Test
    void a_correction_gives_a_null_pointing_its_position() {
        var file =
                IngestSite.header(
                        folder,
                        1,
                        "RA",
                        null,
                        "DEC",
                        null,
                        "RASTART",
                        null,
                        "DECSTART",
                        null,
                        "ROTPA",
                        null,
                        "TRACKSYS",
                        null);
        site.load(file);
        assertThat(site.row("select s_ra, s_region from cdb_lsstcam.exposure"))
                .containsEntry("s_ra", null)
                .containsEntry("s_region", null);
        assertThat(site.count("cdb_lsstcam.visit1")).isZero();

        var summary = site.correct(correction());

        assertThat(summary).isEqualTo(new CorrectionSummary(1, 0, 1));
        var exposure =
                site.row(
                        "select s_ra, corrected, s_region is not null as placed from cdb_lsstcam.exposure");
        assertThat((Double) exposure.get("s_ra")).isCloseTo(10.5, within(1e-9));
        assertThat(exposure).containsEntry("corrected", true).containsEntry("placed", true);
        assertThat(site.count("cdb_lsstcam.visit1")).isEqualTo(1);
        assertThat(
                        site.row(
                                "select value_received, value_corrected, reason from cdb_lsstcam.exposure_header_change where keyword = 'RASTART'"))
                .containsEntry("value_received", null)
                .containsEntry("value_corrected", "10.5")
                .containsEntry("reason", "the pointing was lost");
        assertThat(
                        site.row(
                                "select value_type from cdb_lsstcam.exposure_header_card where keyword = 'RASTART'"))
                .as("the header stays as received")
                .containsEntry("value_type", "null");
        assertThat(site.correct(correction())).isEqualTo(new CorrectionSummary(0, 1, 0));
    }

    @Test
    void a_correction_that_comes_before_its_exposure_holds_for_it() {
        site.correct(correction());
        site.load(IngestSite.header(folder, 1, "RASTART", null, "RA", null));
        assertThat((Double) site.row("select s_ra from cdb_lsstcam.exposure").get("s_ra"))
                .isCloseTo(10.5, within(1e-9));
    }

    @Test
    void an_exposure_that_a_correction_numbers_anew_leaves_nothing_of_its_old_number() {
        site.load(IngestSite.header(folder, 1));
        site.correct(
                IngestSite.write(
                        folder.resolve("c.jsonl"),
                        "{\"instrument\":\"LSSTCam\",\"obs_id\":\"MC_O_20260115_000001\",\"corrections\":{\"DAYOBS\":\"20260116\"}}\n"));

        assertThat(site.rows("select exposure_id, day_obs from cdb_lsstcam.exposure"))
                .containsExactly(Map.of("exposure_id", 2026011600001L, "day_obs", 20260116));
        assertThat(site.row("select visit_id from cdb_lsstcam.visit1"))
                .containsEntry("visit_id", 2026011600001L);
        assertThat(site.row("select day_obs from cdb_lsstcam.ccdexposure"))
                .containsEntry("day_obs", 20260116);
        assertThat(site.row("select day_obs from cdb_lsstcam.ccdvisit1"))
                .containsEntry("day_obs", 20260116);
    }

    @Test
    void what_another_program_translated_is_loaded_where_the_file_itself_cannot_be_read() {
        IngestSite.write(folder.resolve("raw.fits.fz"), "no FITS at all");
        IngestSite.write(
                folder.resolve("raw.json"),
                """
                {"__CONTENT__": "translated", "_translator": "LSSTCam", "instrument": "LSSTCam",
                 "exposure_id": 2026011500007, "observation_id": "MC_O_20260115_000007", "observing_day": 20260115,
                 "observation_counter": 7, "observation_type": "science", "physical_filter": "r_57",
                 "detector_num": 94, "detector_exposure_id": 49140467550, "exposure_time": 30.0}
                """);

        var summary = site.load(folder);

        assertThat(summary.refused()).isEmpty();
        assertThat(site.row("select exposure_name, band, exp_time from cdb_lsstcam.exposure"))
                .containsEntry("exposure_name", "MC_O_20260115_000007")
                .containsEntry("band", "r")
                .containsEntry("exp_time", 30.0);
        assertThat(site.row("select format from cdb_lsstcam.exposure_header"))
                .containsEntry("format", "sidecar translation");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path correction() {
        return IngestSite.write(
                folder.resolve("corrections.jsonl"),
                """
                {"instrument":"LSSTCam","obs_id":"MC_O_20260115_000001","why":"the pointing was lost","by":"night log",\
                "corrections":{"RA":10.5,"DEC":-47.5,"RASTART":10.5,"DECSTART":-47.5,"ROTPA":290.0,"TRACKSYS":"RADEC"}}
                """);
    }
}
