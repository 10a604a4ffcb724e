package org.platebook.peers.consdb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** What clients write, through a real web server and database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InsertionsTest {

    private static final long EXPOSURE = 2025061300133L;
    private static final long DETECTOR = 47328560572L;

    private final ConsDbSite site = new ConsDbSite();

    @BeforeAll
    void bring_an_exposure_and_a_detector() {
        done(
                "exposure/obs/" + EXPOSURE,
                "{\"exposure_name\": \"MC_O_20250613_000133\", \"controller\": \"O\", \"day_obs\": 20250613, \"seq_num\": 133}");
        done("ccdexposure/obs/" + DETECTOR, "{\"exposure_id\": 2025061300133, \"detector\": 188}");
    }

    @AfterAll
    void close() {
        site.close();
    }

    @Test
    void a_row_is_written_by_its_number_and_the_rest_of_its_names_is_filled_in() {
        done("exposure_quicklook/obs/" + EXPOSURE, "{\"mount_jitter_rms\": 0.02}");
        done("ccdvisit1_quicklook/obs/" + DETECTOR + "?u=1", "{\"psf_sigma\": 1.75}");

        holds(
                "select day_obs, seq_num, mount_jitter_rms from cdb_lsstcam.exposure_quicklook",
                "[[20250613,133,0.02]]");
        holds(
                "select day_obs, seq_num, detector, psf_sigma from cdb_lsstcam.ccdvisit1_quicklook",
                "[[20250613,133,188,1.75]]");
        holds(
                "select day_obs, seq_num from cdb_lsstcam.ccdexposure where detector = 188",
                "[[20250613,133]]");
    }

    @Test
    void a_row_is_written_by_day_and_sequence_and_its_number_is_found() {
        exposure(201);
        done("visit1_quicklook/by_seq_num/20250613/201", "{\"zero_point_median\": 31.5}");
        done("visit1_quicklook/by_seq_num/20250613/201?u=1", "{\"n_inputs\": 189}");

        holds(
                "select visit_id, zero_point_median, n_inputs from cdb_lsstcam.visit1_quicklook where seq_num = 201",
                "[[2025061300201,31.5,189]]");
    }

    @Test
    void a_detector_is_named_in_the_path_or_among_the_values() {
        exposure(202);
        for (int detector = 1; detector <= 2; detector++) {
            done(
                    "ccdexposure/obs/10" + detector,
                    "{\"exposure_id\": 2025061300202, \"detector\": " + detector + "}");
        }
        var inPath =
                insert(
                        "ccdexposure_quicklook/by_seq_num/20250613/202/1",
                        "{\"postisr_pixel_median\": 400}");
        done(
                "ccdexposure_quicklook/by_seq_num/20250613/202",
                "{\"detector\": 2, \"postisr_pixel_median\": 401}");

        assertThat(inPath.json().get("obs_id").toString()).isEqualTo("[20250613,202,1]");
        holds(
                "select ccdexposure_id, postisr_pixel_median from cdb_lsstcam.ccdexposure_quicklook"
                        + " where seq_num = 202 order by 1",
                "[[101,400.0],[102,401.0]]");
        invalid(
                "ccdexposure_quicklook/by_seq_num/20250613/202",
                "{\"postisr_pixel_median\": 1}",
                "missing columns",
                "\"detector\"");
    }

    @Test
    void only_what_is_named_changes_and_null_clears() {
        exposure(203);
        done(
                "exposure/obs/2025061300203?u=1",
                "{\"air_temp\": 5.25, \"obs_start\": \"2025-06-13T05:11:07.123456\", \"band\": \"r\"}");
        done("exposure/by_seq_num/20250613/203?u=1", "{\"air_temp\": null}");

        holds(
                "select exposure_name, air_temp, obs_start, band from cdb_lsstcam.exposure where seq_num = 203",
                "[[\"MC_O_20250613_000203\",null,\"2025-06-13T05:11:07.123456\",\"r\"]]");
    }

    @Test
    void many_rows_are_one_transaction_and_may_name_different_columns() {
        var some =
                """
                {"obs_dict": {
                  "2025061300301": {"day_obs": 20250613, "seq_num": 301, "air_temp": 1},
                  "2025061300302": {"day_obs": 20250613, "seq_num": 302, "band": "g", "air_temp": null}}}
                """;
        assertThat(site.post("/consdb/insert/LSSTCam/exposure", some).body())
                .isEqualTo(
                        "{\"message\":\"Data inserted\",\"instrument\":\"lsstcam\","
                                + "\"obs_id\":[2025061300301,2025061300302],\"table\":\"exposure\"}");

        var spoilt =
                """
                {"obs_dict": {
                  "2025061300301": {"air_temp": 2, "band": "z"},
                  "2025061300302": {"air_temp": "warm"}}}
                """;
        var refused = site.post("/consdb/insert/LSSTCam/exposure?u=1", spoilt);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("message").asString())
                .isEqualTo("exposure_id 2025061300302: air_temp is \"warm\", expected a number");
        holds(
                "select air_temp, band from cdb_lsstcam.exposure where seq_num in (301, 302) order by seq_num",
                "[[1.0,null],[null,\"g\"]]");
    }

    @Test
    void a_row_that_is_there_is_changed_only_where_the_client_says_so() {
        exposure(204);
        var refused =
                insert("exposure/obs/2025061300204", "{\"day_obs\": 20250613, \"seq_num\": 204}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("message").asString())
                .contains("has a row for exposure_id [2025061300204] already", "u=1");
    }

    @Test
    void of_two_who_write_the_same_new_row_at_once_one_is_told() throws Exception {
        Callable<Integer> write =
                () ->
                        insert(
                                        "exposure/obs/2025061300205",
                                        "{\"day_obs\": 20250613, \"seq_num\": 205}")
                                .status();
        for (int round = 0; round < 5; round++) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var futures =
                        threads.invokeAll(IntStream.range(0, 8).mapToObj(_ -> write).toList());
                for (var future : futures) {
                    assertThat(future.get()).isIn(200, 409);
                }
                long written = futures.stream().filter(f -> f.resultNow() == 200).count();
                assertThat(written).isEqualTo(round == 0 ? 1 : 0);
            }
        }
    }

    @Test
    void everything_wrong_with_the_values_is_told_at_once() {
        var refused =
                insert(
                        "exposure/obs/2025061300206",
                        """
                        {"day_obs": 20250613, "seq_num": 2.5, "air_temp": true, "emulated": 1,
                         "obs_start": "2025-06-13T05:11:07Z", "s_region": "somewhere", "exp_time": "1e999"}
                        """);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("message").asString())
                .contains(
                        "seq_num is 2.5, expected a whole number",
                        "air_temp is true, expected a number",
                        "emulated is 1, expected true or false",
                        "obs_start is \"2025-06-13T05:11:07Z\", expected a moment in TAI, without a zone",
                        "s_region is \"somewhere\", expected a region as STC-S",
                        "exp_time is \"1e999\", expected a number of 8 bytes");
        var problems = refused.json().get("problems");
        assertThat(problems.size()).isEqualTo(6);
        assertThat(problems.get(0).toString())
                .isEqualTo(
                        "{\"row\":0,\"table\":\"cdb_lsstcam.exposure\",\"field\":\"seq_num\",\"value\":2.5,"
                                + "\"code\":\"problem.type\",\"expected\":\"a whole number of at most 8 bytes\"}");
    }

    @Test
    void a_text_longer_than_its_column_is_refused_by_name() {
        exposure(207);
        var refused =
                insert("exposure/obs/2025061300207?u=1", "{\"band\": \"" + "x".repeat(33) + "\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("message").asString())
                .contains("band", "must have at most 32 characters");
    }

    @Test
    void what_is_not_there_is_told_with_what_is() {
        invalid("exposure/obs/2025061300999", "{\"air_temp\": 1}", "exposure_id", "2025061300999");
        invalid("exposure/by_seq_num/20250613/999", "{}", "missing columns", "\"exposure_id\"");
        invalid("visit1_quicklook/obs/5", "{\"n_inputs\": 1}", "exposure_id", "5");
        invalid("ccdvisit1_quicklook/obs/5", "{\"psf_sigma\": 1}", "ccdexposure_id", "5");
        invalid("ccdexposure/obs/6", "{\"exposure_id\": 7, \"detector\": 1}", "exposure_id", "7");
        invalid(
                "ccdexposure/obs/6",
                "{\"detector\": 1}",
                "missing columns",
                "\"exposure_id,day_obs\"");
        invalid(
                "exposure/obs/" + EXPOSURE + "?u=1",
                "{\"bogus\": 1, \"air_temp\": 1, \"_source\": \"x\"}",
                "extra columns",
                "\"bogus,_source\"");
        for (var table : new String[] {"nope", "exposure_flexdata", "exposure_header"}) {
            var answer = insert(table + "/obs/1", "{}");
            assertThat(answer.json().get("message").asString()).isEqualTo("Invalid table");
            assertThat(answer.json().get("value").asString()).isEqualTo("cdb_lsstcam." + table);
            assertThat(answer.json().get("valid").toString())
                    .contains("\"cdb_lsstcam.visit1_quicklook\"")
                    .doesNotContain("flexdata");
        }
    }

    @Test
    void a_row_does_not_contradict_what_is_known_of_its_observation() {
        var refused =
                insert(
                        "ccdvisit1_quicklook/obs/" + DETECTOR + "?u=1",
                        "{\"detector\": 3, \"psf_sigma\": 1}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("message").asString())
                .isEqualTo("ccdvisit_id 47328560572: detector is not 188, which it is known to be");
    }

    @Test
    void two_exposures_of_one_sequence_number_are_not_mistaken_for_one() {
        done(
                "exposure/obs/7025061300210",
                "{\"day_obs\": 20250613, \"seq_num\": 210, \"controller\": \"S\"}");
        done(
                "exposure/obs/2025061300210",
                "{\"day_obs\": 20250613, \"seq_num\": 210, \"controller\": \"O\"}");
        var refused = insert("exposure/by_seq_num/20250613/210?u=1", "{\"air_temp\": 1}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("message").asString())
                .contains("[2025061300210, 7025061300210]");
    }

    @Test
    void nested_values_and_bodies_of_another_form_are_told_as_pydantic_does() {
        var nested = insert("exposure/obs/1", "{\"air_temp\": [1]}");
        assertThat(nested.status()).isEqualTo(422);
        assertThat(nested.json().at("/detail/0").toString())
                .isEqualTo(
                        "{\"type\":\"bool_type\",\"loc\":[\"body\",\"values\",\"air_temp\",\"bool\"],"
                                + "\"msg\":\"Input should be a valid boolean\",\"input\":[1]}");
        assertThat(nested.json().get("detail").size()).isEqualTo(4);

        var many = site.post("/consdb/insert/lsstcam/exposure?u=x", "{\"obs_dict\": {\"a\": 1}}");
        assertThat(many.status()).isEqualTo(422);
        assertThat(many.body())
                .contains(
                        "[\"query\",\"u\"]",
                        "dict_type",
                        "[\"body\",\"obs_dict\",\"a\",\"[key]\"]");

        var path =
                site.post(
                        "/consdb/insert/lsstcam/exposure/by_seq_num/a/99999999999999999999", "{}");
        assertThat(path.body())
                .contains("int_parsing\"", "int_parsing_size", "[\"body\",\"values\"]");
    }

    @Test
    void an_exposure_on_the_sky_makes_its_visit_and_its_detectors_make_theirs() {
        done(
                "exposure/obs/2025061300220",
                """
                {"exposure_name": "MC_O_20250613_000220", "day_obs": 20250613, "seq_num": 220, "s_ra": 10, "s_dec": -30,
                 "sky_rotation": 5, "can_see_sky": true, "band": "r", "exp_time": 30,
                 "obs_start": "2025-06-14T01:00:00", "obs_end": "2025-06-14T01:00:30"}
                """);
        done("ccdexposure/obs/220001", "{\"exposure_id\": 2025061300220, \"detector\": 1}");

        holds(
                "select visit_id, band, obs_start, exp_midpt from cdb_lsstcam.visit1 where seq_num = 220",
                "[[2025061300220,\"r\",\"2025-06-14T01:00:00\",\"2025-06-14T01:00:15\"]]");
        holds(
                "select ccdvisit_id, visit_id, detector from cdb_lsstcam.ccdvisit1 where seq_num = 220",
                "[[220001,2025061300220,1]]");

        done("exposure/obs/2025061300220?u=1", "{\"band\": \"i\"}");
        holds("select band from cdb_lsstcam.visit1 where seq_num = 220", "[[\"i\"]]");
    }

    @Test
    void efd_tables_are_reached_where_their_schema_is_installed() {
        ConsDbFixtures.installSmallEfd(site);
        var columns = site.get("/consdb/schema/LSSTCam/EFD_lsstcam.exposure_efd");
        assertThat(columns.json().get("wind_speed_mean").toString())
                .isEqualTo("[\"REAL\",\"Mean wind speed. [unit: m/s]\"]");

        done("efd_lsstcam.exposure_efd/by_seq_num/20250613/133", "{\"wind_speed_mean\": 3.5}");
        holds(
                "select exposure_id, wind_speed_mean from efd_lsstcam.exposure_efd",
                "[[2025061300133,3.5]]");
        assertThat(
                        site.get("/consdb/query/lsstcam/exposure/obs/" + EXPOSURE)
                                .json()
                                .get("wind_speed_mean")
                                .asDouble())
                .isEqualTo(3.5);
    }

    private void exposure(int sequence) {
        done(
                "exposure/obs/2025061300" + sequence,
                "{\"exposure_name\": \"MC_O_20250613_000%d\", \"day_obs\": 20250613, \"seq_num\": %d}"
                        .formatted(sequence, sequence));
    }

    private ConsDbSite.Answer insert(String path, String values) {
        return site.post("/consdb/insert/LSSTCam/" + path, "{\"values\": " + values + "}");
    }

    private void done(String path, String values) {
        var answer = insert(path, values);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().get("message").asString()).isEqualTo("Data inserted");
    }

    private void invalid(String path, String values, String kind, String value) {
        var answer = insert(path, values);
        assertThat(answer.status()).as(answer.body()).isEqualTo(404);
        assertThat(answer.json().get("message").asString()).isEqualTo("Invalid " + kind);
        assertThat(answer.json().get("value").toString()).isEqualTo(value);
    }

    private void holds(String sql, String data) {
        assertThat(site.query(sql).json().get("data").toString()).isEqualTo(data);
    }
}
