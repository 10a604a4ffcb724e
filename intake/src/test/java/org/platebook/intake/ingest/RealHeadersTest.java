package org.platebook.intake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.platebook.testkit.TestData;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Real headers become the rows that the closest peer made of them, or better ones. */
class RealHeadersTest {

    private static final double MICROSECOND_DAYS = 1e-6 / 86_400;
    private static final double PEER_MISSES_DAYS = 20 * MICROSECOND_DAYS;

    /**
     * Its header gives the pointing in FK5; the peer's row has these numbers, its column says ICRS.
     */
    private static final String IN_FK5 = "2025041500228";

    private static final double FK5_FROM_ICRS_DEG = 0.05 / 3600;

    private final IngestSite site = new IngestSite("LSSTCam");

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void headers_become_the_rows_that_the_real_database_holds_for_them() throws IOException {
        var peer =
                peerRows(
                        TestData.require(
                                "consdb/consdb_rows/lsstcam_exposure_20250413-20250418_1000rows.csv"));
        var headers = TestData.require("consdb/headers/obs_lsst");
        site.load(
                headers.resolve("lsstCam-MC_O_20250415_000060_R01_S01.yaml"),
                headers.resolve("lsstCam-MC_O_20250415_000228_R10_S20.yaml"));

        for (var id : List.of("2025041500060", IN_FK5)) {
            var theirs = Objects.requireNonNull(peer.get(id), id);
            var ours = site.row("select * from cdb_lsstcam.exposure where exposure_id = " + id);
            double within = id.equals(IN_FK5) ? FK5_FROM_ICRS_DEG : 1e-9;
            for (var column : List.of("s_ra", "s_dec", "sky_rotation")) {
                double difference = number(ours.get(column)) - number(theirs.get(column));
                assertThat(difference - 360 * Math.rint(difference / 360))
                        .as("%s of %s", column, id)
                        .isCloseTo(0, within(within));
            }
            for (var column : List.of("obs_start_mjd", "obs_end_mjd")) {
                assertThat(number(ours.get(column)))
                        .as("%s of %s", column, id)
                        .isCloseTo(number(theirs.get(column)), within(PEER_MISSES_DAYS));
            }
            for (var column : List.of("band", "physical_filter")) {
                assertThat(ours.get(column))
                        .as("%s of %s", column, id)
                        .isEqualTo(theirs.get(column));
            }
        }
        assertThat(
                        site.row(
                                "select ccdexposure_id from cdb_lsstcam.ccdexposure where exposure_id = 2025041500060"))
                .containsEntry("ccdexposure_id", 46_833_613_825L);
    }

    @Test
    void a_real_exposure_without_pointing_gains_it_from_its_real_correction() throws IOException {
        var corrections = TestData.require("consdb/headers/obs_lsst_corrections.jsonl");
        var header =
                TestData.require(
                        "consdb/headers/obs_lsst/lsstCam-MC_O_20251121_000156_R44_SW0.json");
        site.load(header);
        assertThat(
                        site.row(
                                "select s_ra, s_region from cdb_lsstcam.exposure where exposure_id = 2025112100156"))
                .containsEntry("s_ra", null)
                .containsEntry("s_region", null);

        var one = Files.createTempFile("corrections", ".jsonl");
        try (var lines = Files.lines(corrections)) {
            Files.write(one, lines.filter(line -> line.contains("\"LSSTCam\"")).toList());
        }
        var summary = site.correct(one);
        Files.delete(one);

        assertThat(summary.loaded()).isEqualTo(43);
        assertThat(summary.rederived()).isEqualTo(1);
        var row =
                site.row(
                        "select s_ra, s_dec, s_region is not null as placed from cdb_lsstcam.exposure where exposure_id = 2025112100156");
        assertThat((Double) row.get("s_ra")).isCloseTo(10.722205398359963, within(1e-9));
        assertThat((Double) row.get("s_dec")).isCloseTo(-47.6644971144605, within(1e-9));
        assertThat(row).containsEntry("placed", true);
    }

    private static double number(@Nullable Object value) {
        return Double.parseDouble(String.valueOf(value));
    }

    private static Map<String, Map<String, String>> peerRows(Path csv) throws IOException {
        var lines = Files.readAllLines(csv);
        var names = lines.getFirst().split(",", -1);
        var rows = new HashMap<String, Map<String, String>>();
        for (var line : lines.subList(1, lines.size())) {
            var values = line.split(",", -1);
            var row = new HashMap<String, String>();
            for (int i = 0; i < Math.min(names.length, values.length); i++) {
                row.put(names[i], values[i]);
            }
            rows.put(Arrays.stream(values).findFirst().orElse(""), row);
        }
        return rows;
    }
}
