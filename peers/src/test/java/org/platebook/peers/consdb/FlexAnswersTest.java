package org.platebook.peers.consdb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Flexible metadata, through a real web server and database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlexAnswersTest {

    private static final long EXPOSURE = 2024080100302L;

    private final ConsDbSite site = new ConsDbSite();

    @BeforeAll
    void bring_an_exposure_and_keys() {
        site.post(
                "/consdb/insert/latiss/exposure/obs/" + EXPOSURE,
                "{\"values\": {\"day_obs\": 20240801, \"seq_num\": 302}}");
        site.post(
                "/consdb/insert/latiss/ccdexposure/obs/43414069760",
                "{\"values\": {\"exposure_id\": 2024080100302, \"detector\": 0}}");
        done(
                "LATISS/Exposure/addkey",
                "{\"key\": \"clouds\", \"dtype\": \"bool\", \"doc\": \"clouds were seen\"}");
        done("latiss/exposure/addkey", "{\"key\": \"count\", \"dtype\": \"int\"}");
        done(
                "latiss/exposure/addkey",
                "{\"key\": \"tilt\", \"dtype\": \"float\", \"unit\": \"deg\", \"ucd\": \"pos.posAng\", \"doc\": null}");
        done("latiss/exposure/addkey", "{\"key\": \"note\", \"dtype\": \"str\", \"unit\": null}");
        done("latiss/ccdexposure/addkey", "{\"key\": \"hot\", \"dtype\": \"int\"}");
    }

    @AfterAll
    void close() {
        site.close();
    }

    @Test
    void keys_are_told_with_type_doc_unit_and_ucd() {
        assertThat(site.get("/consdb/flex/LATISS/EXPOSURE/schema").body())
                .isEqualTo(
                        """
                        {"clouds":["bool","clouds were seen",null,null],"count":["int","",null,null],\
                        "note":["str","",null,null],"tilt":["float","","deg","pos.posAng"]}\
                        """);
        assertThat(site.get("/consdb/flex/lsstcam/exposure/schema").body()).isEqualTo("{}");
    }

    @Test
    void values_come_back_with_their_types() {
        var id = exposure(1);
        done(
                "latiss/exposure/obs/" + id,
                "{\"values\": {\"clouds\": true, \"count\": 42, \"tilt\": 3.5, \"note\": \"42\"}}");

        assertThat(site.get("/consdb/flex/latiss/exposure/obs/" + id).body())
                .isEqualTo("{\"clouds\":true,\"count\":42,\"note\":\"42\",\"tilt\":3.5}");
        assertThat(
                        site.get(
                                        "/consdb/flex/latiss/exposure/obs/"
                                                + id
                                                + "?k=note&k=count&k=none")
                                .body())
                .isEqualTo("{\"count\":42,\"note\":\"42\"}");
        assertThat(site.get("/consdb/flex/latiss/exposure/obs/1").body()).isEqualTo("{}");
        assertThat(
                        site.get("/consdb/query/latiss/exposure/obs/" + id + "?flex=1")
                                .json()
                                .get("note")
                                .asString())
                .isEqualTo("42");
        assertThat(site.get("/consdb/query/latiss/exposure/obs/" + id).json().has("note"))
                .isFalse();
    }

    @Test
    void detectors_have_values_of_their_own() {
        done("latiss/ccdexposure/obs/43414069760", "{\"values\": {\"hot\": 7}}");
        assertThat(site.get("/consdb/flex/latiss/ccdexposure/obs/43414069760").body())
                .isEqualTo("{\"hot\":7}");
        assertThat(
                        site.query(
                                        "select day_obs, seq_num, detector, key, value from cdb_latiss.ccdexposure_flexdata")
                                .json()
                                .get("data")
                                .toString())
                .isEqualTo("[[20240801,302,0,\"hot\",\"7\"]]");
    }

    @Test
    void values_are_written_all_or_none_and_changed_where_the_client_says_so() {
        var id = exposure(2);
        done("latiss/exposure/obs/" + id, "{\"values\": {\"count\": 1}}");
        var clash = set(id, "", "{\"note\": \"new\", \"count\": 2}");

        assertThat(clash.status()).isEqualTo(409);
        assertThat(clash.json().get("message").asString()).contains("u=1");
        assertThat(site.get("/consdb/flex/latiss/exposure/obs/" + id).body())
                .isEqualTo("{\"count\":1}");

        assertThat(set(id, "?u=1", "{\"note\": \"new\", \"count\": 2}").status()).isEqualTo(200);
        assertThat(set(id, "?u=1", "{\"note\": null}").status()).isEqualTo(200);
        assertThat(site.get("/consdb/flex/latiss/exposure/obs/" + id).body())
                .isEqualTo("{\"count\":2}");
    }

    @Test
    void what_does_not_fit_is_told_as_clients_know_it() {
        told(
                set(EXPOSURE, "?u=1", "{\"tilt\": 3}"),
                404,
                "{\"message\":\"Invalid float value\",\"value\":3,\"valid\":[\"int\"]}");
        told(
                set(EXPOSURE, "?u=1", "{\"count\": true}"),
                404,
                "{\"message\":\"Invalid int value\",\"value\":true,\"valid\":[\"bool\"]}");
        told(
                set(EXPOSURE, "", "{\"none\": 1}"),
                404,
                "{\"message\":\"Invalid key\",\"value\":\"none\",\"valid\":[\"clouds\",\"count\",\"note\",\"tilt\"]}");
        told(
                set(1, "", "{\"count\": 1}"),
                404,
                "{\"message\":\"Invalid exposure_id\",\"value\":1}");
        told(
                site.post("/consdb/flex/latiss/ccdexposure/obs/2", "{\"values\": {\"hot\": 1}}"),
                404,
                "{\"message\":\"Invalid ccdexposure_id\",\"value\":2}");
        told(
                site.get("/consdb/flex/latiss/visit1/schema"),
                404,
                "{\"message\":\"Invalid observation type\",\"value\":\"visit1\",\"valid\":[\"exposure\",\"ccdexposure\"]}");
    }

    @Test
    void a_key_must_be_described_rightly_and_be_new() {
        wrong(
                "{\"key\": \"a\", \"dtype\": \"double\"}",
                "Input should be 'bool', 'int', 'float' or 'str'");
        wrong(
                "{\"key\": \"a\", \"dtype\": \"int\", \"unit\": \"tacos\"}",
                "'tacos' is not a valid unit");
        wrong(
                "{\"key\": \"a\", \"dtype\": \"int\", \"ucd\": \"not a ucd\"}",
                "'not a ucd' is not a valid UCD");
        wrong("{\"key\": \" \", \"dtype\": \"int\"}", "String should have at least 1 character");
        wrong("{\"key\": 5, \"dtype\": \"int\"}", "Input should be a valid string");
        wrong("{\"dtype\": \"int\"}", "Field required");

        var twice =
                site.post(
                        "/consdb/flex/latiss/exposure/addkey",
                        "{\"key\": \"count\", \"dtype\": \"str\"}");
        assertThat(twice.status()).isEqualTo(409);
        assertThat(site.get("/consdb/flex/latiss/exposure/schema").json().at("/count/0").asString())
                .isEqualTo("int");
        var other =
                site.post(
                        "/consdb/flex/latiss/bogus/addkey", "{\"key\": \"a\", \"dtype\": \"int\"}");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.body()).contains("'exposure', 'visit1', 'ccdexposure' or 'ccdvisit1'");
    }

    private long exposure(int sequence) {
        long id = 2024080200000L + sequence;
        var answer =
                site.post(
                        "/consdb/insert/latiss/exposure/obs/" + id,
                        "{\"values\": {\"day_obs\": 20240802, \"seq_num\": %d}}"
                                .formatted(sequence));
        assertThat(answer.status()).isEqualTo(200);
        return id;
    }

    private ConsDbSite.Answer set(long id, String query, String values) {
        return site.post(
                "/consdb/flex/latiss/exposure/obs/" + id + query, "{\"values\": " + values + "}");
    }

    private void done(String path, String body) {
        var answer = site.post("/consdb/flex/" + path, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private void wrong(String body, String reason) {
        var answer = site.post("/consdb/flex/latiss/exposure/addkey", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.json().at("/detail/0/msg").asString()).contains(reason);
    }

    private static void told(ConsDbSite.Answer answer, int status, String body) {
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.status()).isEqualTo(status);
    }
}
