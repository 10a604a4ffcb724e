package org.platebook.intake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.platebook.model.sky.Direction;
import org.platebook.model.sky.Polygon;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What goes wrong in the closest peer's intake of headers goes right here. */
class PeerDefectsTest {

    @TempDir private Path folder = Path.of("");
    private final IngestSite site = new IngestSite("LSSTCam", "LATISS", "LSSTComCam");

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void whether_control_systems_were_simulated_is_known() {
        site.load(
                IngestSite.header(folder, 1, "SIMULATE MTMOUNT", 0, "SIMULATE MTDOME", 0),
                IngestSite.header(folder, 2, "SIMULATE MTMOUNT", 0, "SIMULATE MTDOME", 1),
                IngestSite.header(folder, 3, "SIMULATE MTMOUNT", 0, "SIMULATE MTDOME", null));

        assertThat(site.rows("select simulated from cdb_lsstcam.exposure order by exposure_id"))
                .extracting(row -> row.get("simulated"))
                .containsExactly(false, true, false);
    }

    @Test
    void a_header_service_file_tells_it_too_behind_the_word_hierarch() {
        site.load(
                IngestSite.write(
                        folder.resolve("service.yaml"),
                        """
                        PRIMARY:
                        - {keyword: INSTRUME, value: LATISS, comment: ''}
                        - {keyword: TELESCOP, value: LSST AuxTelescope, comment: ''}
                        - {keyword: OBSID, value: AT_O_20260115_000001, comment: ''}
                        - {keyword: CONTRLLR, value: O, comment: ''}
                        - {keyword: DAYOBS, value: '20260115', comment: ''}
                        - {keyword: SEQNUM, value: 1, comment: ''}
                        - {keyword: DATE-BEG, value: '2026-01-16T03:01:00.000', comment: ''}
                        - {keyword: DATE-END, value: '2026-01-16T03:01:30.000', comment: ''}
                        - {keyword: IMGTYPE, value: BIAS, comment: ''}
                        - {keyword: HIERARCH SIMULATE ATMCS, value: 0, comment: ''}
                        - {keyword: HIERARCH SIMULATE ATDOME, value: 1, comment: ''}
                        """));
        assertThat(site.row("select simulated from cdb_latiss.exposure"))
                .containsEntry("simulated", true);
    }

    @Test
    void an_exposure_whose_pointing_cards_are_there_and_hold_nothing_is_stored_without_position() {
        site.load(
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
                        null));

        assertThat(site.row("select s_ra, s_dec, s_region, sky_rotation from cdb_lsstcam.exposure"))
                .containsEntry("s_ra", null)
                .containsEntry("s_dec", null)
                .containsEntry("s_region", null)
                .containsEntry("sky_rotation", null);
    }

    @Test
    void band_and_filter_come_from_the_same_corrected_header() {
        site.correct(
                IngestSite.write(
                        folder.resolve("c.jsonl"),
                        "{\"instrument\":\"LSSTCam\",\"obs_id\":\"MC_O_20260115_000001\",\"corrections\":{\"FILTER\":\"z_20\"}}\n"));
        site.load(IngestSite.header(folder, 1, "FILTER", "y_10", "FILTBAND", "y"));

        assertThat(site.row("select physical_filter, band from cdb_lsstcam.exposure"))
                .containsEntry("physical_filter", "z_20")
                .containsEntry("band", "z");
    }

    @Test
    void region_and_rotation_come_from_the_same_corrected_header() {
        site.load(
                IngestSite.header(folder, 1, "ROTPA", 30.0),
                IngestSite.header(folder, 2, "ROTPA", 75.0));
        var before = region("select s_region from cdb_lsstcam.ccdexposure where seq_num = 1");
        var turned = region("select s_region from cdb_lsstcam.ccdexposure where seq_num = 2");

        assertThat(turned.centre().separationDeg(before.centre())).isLessThan(1e-3);
        var edge = before.vertices().getFirst();
        assertThat(turned.vertices())
                .noneSatisfy(v -> assertThat(v.separationDeg(edge)).isLessThan(0.01));
    }

    @Test
    void pressure_is_in_pascal_whatever_the_header_said() {
        site.load(
                latiss("AT_O_20211102_000001", "20211102", 743.1),
                latiss("AT_O_20240102_000001", "20240102", 73_880.0));

        assertThat(site.rows("select pressure from cdb_latiss.exposure order by day_obs"))
                .extracting(row -> (Double) row.get("pressure"))
                .satisfiesExactly(
                        early -> assertThat(early).isCloseTo(74_310.0, within(1e-6)),
                        late -> assertThat(late).isCloseTo(73_880.0, within(1e-6)));
    }

    @Test
    void the_outline_of_a_camera_does_not_cross_itself() {
        var file =
                IngestSite.header(
                        folder,
                        1,
                        "INSTRUME",
                        "ComCam",
                        "OBSID",
                        "CC_O_20260115_000001",
                        "CAMCODE",
                        "CC",
                        "FILTER",
                        "r_03",
                        "TELESCOP",
                        "Simonyi Survey Telescope");
        site.load(file);
        var outline = region("select s_region from cdb_lsstcomcam.exposure");
        assertThat(outline.isConvex()).isTrue();
        assertThat(outline.contains(Direction.ofDegrees(60, -30))).isTrue();
    }

    @Test
    void every_exposure_that_knows_where_it_looked_has_a_region_whatever_it_was_taken_for() {
        int seq = 1;
        for (var type : new String[] {"OBJECT", "ACQ", "CWFS", "FOCUS", "ENGTEST"}) {
            site.load(IngestSite.header(folder, seq++, "IMGTYPE", type));
        }
        assertThat(site.rows("select img_type from cdb_lsstcam.exposure where s_region is null"))
                .isEmpty();
    }

    @Test
    void a_correction_that_comes_later_arrives() {
        site.load(IngestSite.header(folder, 1, "PROGRAM", "BLOCK-417"));
        site.correct(
                IngestSite.write(
                        folder.resolve("c.jsonl"),
                        "{\"instrument\":\"LSSTCam\",\"obs_id\":\"MC_O_20260115_000001\",\"corrections\":{\"PROGRAM\":\"BLOCK-T417\"}}\n"));

        assertThat(site.row("select science_program from cdb_lsstcam.exposure"))
                .containsEntry("science_program", "BLOCK-T417");
        assertThat(site.row("select science_program from cdb_lsstcam.visit1"))
                .containsEntry("science_program", "BLOCK-T417");
    }

    private Polygon region(String sql) {
        var row =
                site.row(
                        sql.replace(
                                "select s_region",
                                "select array_to_string(s_region, ' ') as s_region"));
        var numbers = String.valueOf(row.get("s_region")).split(" ", -1);
        var vertices = new java.util.ArrayList<Direction>();
        for (int i = 0; i < numbers.length; i += 2) {
            vertices.add(
                    Direction.ofDegrees(
                            Double.parseDouble(numbers[i]), Double.parseDouble(numbers[i + 1])));
        }
        return Polygon.wound(vertices);
    }

    private Path latiss(String obsId, String day, double pressure) {
        Map<String, @Nullable Object> cards = new LinkedHashMap<>();
        var date = day.substring(0, 4) + "-" + day.substring(4, 6) + "-" + day.substring(6);
        cards.put("INSTRUME", "LATISS");
        cards.put("TELESCOP", "LSST AuxTelescope");
        cards.put("OBSID", obsId);
        cards.put("CONTRLLR", "O");
        cards.put("DAYOBS", day);
        cards.put("SEQNUM", 1);
        cards.put("IMGTYPE", "BIAS");
        cards.put("DATE-BEG", date + "T23:01:00.000");
        cards.put("DATE-END", date + "T23:01:30.000");
        cards.put("EXPTIME", 30.0);
        cards.put("PRESSURE", pressure);
        cards.put("RAFTBAY", "R00");
        cards.put("CCDSLOT", "S00");
        return IngestSite.yaml(folder.resolve(obsId + ".yaml"), cards);
    }
}
