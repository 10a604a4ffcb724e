package org.platebook.peers.consdb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Each request that ConsDbClient (of lsst-so/summit_utils) sends, with the body that it sends, and
 * what it needs of the answer.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsDbClientTest {

    private final ConsDbSite site = new ConsDbSite();

    @BeforeAll
    void bring_an_exposure() {
        insertsMultiple();
    }

    @AfterAll
    void close() {
        site.close();
    }

    private void insertsMultiple() {
        var answer =
                site.post(
                        "/consdb/insert/lsstcam/exposure?u=1",
                        """
                        {"table": "exposure", "obs_dict": {"2025061300133": {"exposure_name": "MC_O_20250613_000133",
                         "controller": "O", "day_obs": 20250613, "seq_num": 133}}}
                        """);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"message\":\"Data inserted\",\"instrument\":\"lsstcam\",\"obs_id\":[2025061300133],\"table\":\"exposure\"}");
    }

    @Test
    void schema_tells_instruments_tables_and_columns() {
        assertThat(site.get("/consdb/schema").body()).isEqualTo("[\"latiss\",\"lsstcam\"]");
        assertThat(site.get("/consdb/schema/lsstcam").body())
                .contains("\"cdb_lsstcam.visit1_quicklook\"");
        var columns = site.get("/consdb/schema/lsstcam/visit1_quicklook").json();
        assertThat(columns.propertyNames())
                .startsWith("visit_id", "day_obs", "seq_num", "n_inputs");
        for (var column : columns) {
            assertThat(column.size()).isEqualTo(2);
            assertThat(column.get(0).asString())
                    .isIn("BIGINT", "INTEGER", "REAL", "DOUBLE PRECISION");
            assertThat(column.get(1).asString()).isNotBlank();
        }
    }

    @Test
    void types_are_spelled_as_rapid_analysis_reads_them() {
        var columns = site.get("/consdb/schema/lsstcam/exposure").json();
        assertThat(columns.at("/exposure_id/0").asString()).isEqualTo("BIGINT");
        assertThat(columns.at("/day_obs/0").asString()).isEqualTo("INTEGER");
        assertThat(columns.at("/band/0").asString()).isEqualTo("VARCHAR(32)");
        assertThat(columns.at("/s_ra/0").asString()).isEqualTo("DOUBLE PRECISION");
        assertThat(
                        site.get("/consdb/schema/lsstcam/visit1_quicklook")
                                .json()
                                .at("/n_inputs/0")
                                .asString())
                .isEqualTo("INTEGER");
        assertThat(
                        site.get("/consdb/schema/lsstcam/visit1_quicklook")
                                .json()
                                .at("/z4/0")
                                .asString())
                .isEqualTo("REAL");
        assertThat(columns.at("/obs_start/0").asString()).isEqualTo("TIMESTAMP");
        assertThat(columns.at("/emulated/0").asString()).isEqualTo("BOOLEAN");
        assertThat(TypeName.of("numeric(10,2)")).isEqualTo("NUMERIC(10, 2)");
        assertThat(TypeName.of("timestamp with time zone")).isEqualTo("TIMESTAMP");
        assertThat(TypeName.of("character(4)")).isEqualTo("CHAR(4)");
        assertThat(TypeName.of("double precision[]")).isEqualTo("DOUBLE PRECISION[]");
        assertThat(TypeName.of("sky.thing")).isEqualTo("SKY.THING");
    }

    @Test
    void insert_takes_a_pair_or_a_number() {
        var pair =
                site.post(
                        "/consdb/insert/LSSTCam/visit1_quicklook/by_seq_num/20250613/133?u=1",
                        "{\"table\": \"visit1_quicklook\", \"values\": {\"visit_id\": 2025061300133, \"zero_point_median\": 31.2}}");
        assertThat(pair.body())
                .isEqualTo(
                        "{\"message\":\"Data inserted\",\"instrument\":\"lsstcam\",\"obs_id\":[20250613,133],\"table\":\"cdb_lsstcam.visit1_quicklook\"}");
        var number =
                site.post(
                        "/consdb/insert/LSSTCam/cdb_lsstcam.ccdexposure/obs/47328560572?u=1",
                        "{\"table\": \"cdb_lsstcam.ccdexposure\", \"obs_id\": 47328560572, \"values\": {\"detector\": 188, \"exposure_id\": 2025061300133}}");
        assertThat(number.body())
                .isEqualTo(
                        "{\"message\":\"Data inserted\",\"instrument\":\"lsstcam\",\"obs_id\":47328560572,\"table\":\"cdb_lsstcam.ccdexposure\"}");
        insertsMultiple();
    }

    @Test
    void flexible_metadata_keys_and_values() {
        assertThat(
                        site.post(
                                        "/consdb/flex/lsstcam/exposure/addkey",
                                        "{\"key\": \"k1\", \"dtype\": \"int\", \"doc\": \"doc\"}")
                                .body())
                .isEqualTo(
                        "{\"message\":\"Key added to flexible metadata\",\"key\":\"k1\",\"instrument\":\"lsstcam\",\"obs_type\":\"exposure\"}");
        assertThat(site.get("/consdb/flex/lsstcam/exposure/schema").body())
                .isEqualTo("{\"k1\":[\"int\",\"doc\",null,null]}");
        assertThat(
                        site.post(
                                        "/consdb/flex/lsstcam/exposure/obs/2025061300133?u=1",
                                        "{\"values\": {\"k1\": 5}}")
                                .body())
                .isEqualTo(
                        "{\"message\":\"Flexible metadata inserted\",\"instrument\":\"lsstcam\",\"obs_type\":\"exposure\",\"obs_id\":2025061300133}");
        assertThat(site.get("/consdb/flex/lsstcam/exposure/obs/2025061300133?k=k1&k=k2").body())
                .isEqualTo("{\"k1\":5}");
        var all = site.get("/consdb/query/lsstcam/exposure/obs/2025061300133?flex=1");
        assertThat(all.status()).isEqualTo(200);
        assertThat(all.json().get("exposure_name").asString()).isEqualTo("MC_O_20250613_000133");
        assertThat(all.json().get("k1").asInt()).isEqualTo(5);
    }

    @Test
    void query_folds_the_case_of_names_and_tells_columns_without_rows() {
        assertThat(site.query("SELECT exposure_id,day_obs FROM cdb_LSSTCam.exposure").body())
                .isEqualTo(
                        "{\"columns\":[\"exposure_id\",\"day_obs\"],\"data\":[[2025061300133,20250613]]}");
        assertThat(
                        site.query("SELECT * FROM cdb_LSSTCam.visit1_quicklook LIMIT 0")
                                .json()
                                .get("columns")
                                .size())
                .isEqualTo(site.get("/consdb/schema/lsstcam/visit1_quicklook").json().size());
        assertThat(
                        site.query(
                                        """

                                                SELECT vq.*, v.air_temp, v.airmass
                                                FROM cdb_LSSTCam.visit1_quicklook vq JOIN cdb_LSSTCam.visit1 v USING (visit_id)
                                                WHERE vq.day_obs = 20250613
                                        """)
                                .json()
                                .get("data")
                                .size())
                .isZero();
    }

    @Test
    void an_error_has_a_message() {
        assertThat(
                        site.query("SELECT bogus FROM cdb_LSSTCam.exposure")
                                .json()
                                .get("message")
                                .asString())
                .isNotBlank();
        assertThat(site.get("/consdb/schema/bogus").json().get("message").asString())
                .isEqualTo("Invalid instrument");
    }

    @Test
    void slashes_at_the_end_verbs_and_unknown_paths_are_answered_as_by_fastapi() {
        var moved = site.get("/consdb/schema/?x=1");
        assertThat(moved.status()).isEqualTo(307);
        assertThat(moved.http().headers().firstValue("Location"))
                .hasValue(site.address() + "consdb/schema?x=1");
        assertThat(site.get("/consdb").http().headers().firstValue("Location"))
                .hasValue(site.address() + "consdb/");
        assertThat(site.get("/consdb/nothing").body()).isEqualTo("{\"detail\":\"Not Found\"}");
        var verb = site.send("PUT", "/consdb/query", "{}");
        assertThat(verb.status()).isEqualTo(405);
        assertThat(verb.body()).isEqualTo("{\"detail\":\"Method Not Allowed\"}");
        assertThat(verb.http().headers().firstValue("Allow")).hasValue("POST");
    }

    @Test
    void the_index_and_the_description_tell_what_is_here() {
        var index = site.get("/consdb/").json();
        assertThat(index.get("instruments").toString()).isEqualTo("[\"latiss\",\"lsstcam\"]");
        assertThat(index.get("obs_types").toString())
                .isEqualTo("[\"exposure\",\"visit1\",\"ccdexposure\",\"ccdvisit1\"]");
        assertThat(index.get("dtypes").toString())
                .isEqualTo("[\"bool\",\"int\",\"float\",\"str\"]");

        var paths = site.get("/consdb/openapi.json").json().get("paths");
        assertThat(paths.propertyNames())
                .contains("/consdb/query", "/consdb/insert/{instrument}/{table}/obs/{obs_id}");
        for (var path : paths.properties()) {
            for (var verb : path.getValue().properties()) {
                var example =
                        path.getKey()
                                .replace("{instrument}", "nowhere")
                                .replace("{obs_type}", "exposure")
                                .replaceAll("\\{(day_obs|seq_num|obs_id|detector)}", "1")
                                .replace("{table}", "exposure");
                var status =
                        site.send(verb.getKey().toUpperCase(java.util.Locale.ROOT), example, null)
                                .status();
                assertThat(status).as(verb.getKey() + " " + example).isIn(200, 404, 422);
            }
        }
        assertThat(site.get("/consdb/docs").body()).contains("/consdb/insert/{instrument}/{table}");
        assertThat(site.get("/consdb/table_consistency").body()).contains("table_consistency");
    }
}
