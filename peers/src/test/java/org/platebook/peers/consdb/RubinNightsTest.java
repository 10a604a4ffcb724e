package org.platebook.peers.consdb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.platebook.testkit.PythonJudge;

import tools.jackson.databind.json.JsonMapper;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** rubin-nights, as it is on PyPI, asks a site of ours. */
class RubinNightsTest {

    private static final int VISITS = 4;

    @Test
    void visits_with_their_quick_looks_and_detectors_come_as_they_do_from_consdb() {
        var judge = PythonJudge.require();
        try (var site = new ConsDbSite()) {
            bring(site);
            var address = site.address().toString().replaceAll("/$", "");
            var answer =
                    JsonMapper.shared()
                            .readTree(
                                    judge.run(
                                            RubinNightsTest.class,
                                            "rubin_nights_client.py",
                                            address));

            assertThat(answer.get("columns").toString())
                    .contains("\"visit_gap\"", "\"ecliptic_lat\"", "\"zero_point_median\"")
                    .doesNotContain("_duplicate", "_record_id");
            assertThat(answer.at("/visits/0/1").asString()).isEqualTo("r");
            assertThat(answer.at("/visits/0/2").asDouble()).isEqualTo(1.5);
            assertThat(answer.at("/visits/3/2").isNull()).isTrue();
            assertThat(answer.at("/visits/1/4").asDouble())
                    .as("30 s of exposure every 40 s leave 10 s")
                    .isCloseTo(10, org.assertj.core.data.Offset.offset(1e-3));
            assertThat(answer.at("/types/visit_id").asString()).isEqualTo("int64");
            assertThat(answer.at("/types/psf_sigma_median").asString()).isEqualTo("float64");
            assertThat(answer.get("constrained").asInt()).isEqualTo(1);
            assertThat(answer.get("none").asInt()).isZero();
            assertThat(answer.get("detectors").toString())
                    .isEqualTo("[[2026011500001,1,1.5],[2026011500001,2,null]]");
            assertThat(answer.get("wild").asInt()).isEqualTo(2);
            assertThat(answer.get("doubled").asInt()).isEqualTo(2);
            assertThat(answer.get("refused").asInt()).isZero();
        }
    }

    private static void bring(ConsDbSite site) {
        post(site, "exposure", rows(RubinNightsTest::exposure));
        post(site, "visit1", rows(RubinNightsTest::visit));
        post(
                site,
                "visit1_quicklook",
                "{\"2026011500001\": {\"psf_sigma_median\": 1.5, \"zero_point_median\": 31.5},"
                        + " \"2026011500002\": {\"psf_sigma_median\": 1.75}}");
        post(
                site,
                "ccdexposure",
                "{\"101\": {\"exposure_id\": 2026011500001, \"detector\": 1},"
                        + " \"102\": {\"exposure_id\": 2026011500001, \"detector\": 2}}");
        post(
                site,
                "ccdvisit1",
                "{\"101\": {\"visit_id\": 2026011500001, \"detector\": 1},"
                        + " \"102\": {\"visit_id\": 2026011500001, \"detector\": 2}}");
        post(site, "ccdvisit1_quicklook", "{\"101\": {\"psf_sigma\": 1.5}}");
    }

    private static String rows(java.util.function.IntFunction<String> row) {
        return IntStream.rangeClosed(1, VISITS)
                .mapToObj(i -> "\"" + (2026011500000L + i) + "\": {" + row.apply(i) + "}")
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String exposure(int seq) {
        return "\"exposure_name\": \"MC_O_20260115_%06d\", \"day_obs\": 20260115, \"seq_num\": %d"
                .formatted(seq, seq);
    }

    private static String visit(int seq) {
        double start = 61056.1 + seq * 40 / 86400.0;
        return exposure(seq)
                + ", \"visit_name\": \"MC_O_20260115_%06d\", \"visit_system\": \"one-to-one\""
                        .formatted(seq)
                + ", \"exposure_count\": 1, \"band\": \"r\", \"s_ra\": %d, \"s_dec\": -30"
                        .formatted(seq)
                + ", \"obs_start_mjd\": %s, \"obs_end_mjd\": %s, \"exp_midpt_mjd\": %s"
                        .formatted(start, start + 30 / 86400.0, start + 15 / 86400.0)
                + ", \"science_program\": \"%s\"".formatted(seq == 3 ? "BLOCK-407" : "BLOCK-365");
    }

    private static void post(ConsDbSite site, String table, String rows) {
        var answer = site.post("/consdb/insert/lsstcam/" + table, "{\"obs_dict\": " + rows + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }
}
