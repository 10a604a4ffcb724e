package org.platebook.peers.consdb;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.platebook.testkit.TestData;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a real server of ConsDB was asked and answered, asked of ours in the same order. Where ours
 * answers otherwise the reason stands here.
 */
class RecordedExchangesTest {

    private static final String RECORDING = "../facts/consdb/pqserver_recorded_exchanges.txt";
    private static final JsonMapper JSON = JsonMapper.shared();

    /** A request and what is different of its answer. */
    private record Deviation(String request, int status, String reason) {}

    private static final String NULL_CLEARS = "a null clears; there it is refused";
    private static final String NOT_A_SERVER_FAULT =
            "what a user does wrong is no fault of the server";
    private static final String PARTIAL = "a row that is there need not be told anew";
    private static final String READ_ONLY = "queries only read";
    private static final String BY_THE_WAY = "follows from an earlier difference";
    private static final String SHORT_NAMES = "names of exposures may be longer here";
    private static final String EFD =
            "the recording's server cannot reach these tables; here they are not installed";
    private static final String PERCENT = "a percent sign needs no doubling";
    private static final String WORKS = "fails there for another reason, works here";

    /** The portal is at the root here. */
    private static final String PORTAL = ">>> GET / ";

    /** By the beginning of the request, in the order of the recording. */
    private static final List<Deviation> DEVIATIONS =
            List.of(
                    new Deviation(
                            "GET /consdb/schema/LSSTCam/cdb_lsstcam.ccdexposure",
                            200,
                            "names fold case everywhere"),
                    new Deviation(
                            "POST /consdb/insert/latiss/exposure/obs/2024080100302 {\"values\"",
                            409,
                            NOT_A_SERVER_FAULT),
                    new Deviation(
                            "POST /consdb/insert/LATISS/exposure/obs/2024080100302?u=1 {\"values\": {\"air_temp\": 6.5}}",
                            200,
                            PARTIAL),
                    new Deviation(
                            "POST /consdb/insert/latiss/exposure/by_seq_num/20240801/304 {\"values\": {\"exposure_id\": 2024080100304}}",
                            200,
                            "only its number must be known of an exposure"),
                    new Deviation(
                            "POST /consdb/insert/latiss/visit1_quicklook/by_seq_num/20240801/302?u=1 {\"values\": {\"zero_point\"",
                            200,
                            PARTIAL),
                    new Deviation(
                            "POST /consdb/insert/latiss/visit1_quicklook/by_seq_num/20240801/999",
                            404,
                            NOT_A_SERVER_FAULT),
                    new Deviation(
                            "POST /consdb/insert/latiss/exposure {\"table\": \"exposure\", \"obs_dict\": {\"2024080100305\"",
                            200,
                            NULL_CLEARS),
                    new Deviation(
                            "POST /consdb/insert/latiss/exposure?u=1 {\"table\": \"exposure\", \"obs_dict\": {\"2024080100305\": {\"air_temp\": 1.0}",
                            200,
                            BY_THE_WAY),
                    new Deviation(
                            "POST /consdb/insert/latiss/exposure?u=1 {\"obs_dict\": {\"2024080100305\"",
                            200,
                            NULL_CLEARS),
                    new Deviation(
                            "POST /consdb/insert/latiss/visit1/by_seq_num/20240801/307",
                            404,
                            "visits are rows of their own here, with a name, a system and a number of exposures"),
                    new Deviation(
                            "POST /consdb/flex/latiss/exposure/addkey {\"key\": \"foo\", \"dtype\": \"bool\", \"doc\": \"bool key\"}",
                            409,
                            NOT_A_SERVER_FAULT),
                    new Deviation("POST /consdb/flex/LATISS/Exposure/addkey", 200, WORKS),
                    new Deviation(
                            "POST /consdb/flex/latiss/exposure/addkey {\"key\": \"bad\", \"dtype\": \"int\", \"doc\": \"d\", \"ucd\"",
                            422,
                            WORKS),
                    new Deviation(
                            "POST /consdb/flex/latiss/exposure/obs/2024080100302 {\"values\": {\"foo\": true, \"bar\"",
                            200,
                            BY_THE_WAY),
                    new Deviation(
                            "POST /consdb/flex/latiss/exposure/obs/2024080100302 {\"values\": {\"foo\": true}}",
                            409,
                            BY_THE_WAY),
                    new Deviation(
                            "GET /consdb/query/latiss/exposure/obs/2024080100302?flex=1",
                            200,
                            WORKS),
                    new Deviation(
                            "POST /consdb/query {\"query\": \"SELECT exposure_name FROM cdb_latiss.exposure WHERE exposure_name LIKE 'AT_%'\"}",
                            200, PERCENT),
                    new Deviation("POST /consdb/query {\"query\": \"SELECT 7 % 3\"}", 200, PERCENT),
                    new Deviation(
                            "POST /consdb/query {\"query\": \"SELECT bogus",
                            400,
                            NOT_A_SERVER_FAULT),
                    new Deviation(
                            "POST /consdb/query {\"query\": \"selec 1\"}", 400, NOT_A_SERVER_FAULT),
                    new Deviation("POST /consdb/query {\"query\": \"\"}", 400, NOT_A_SERVER_FAULT),
                    new Deviation(
                            "POST /consdb/query {\"query\": \"SELECT 1; SELECT 2\"}",
                            400,
                            READ_ONLY),
                    new Deviation("POST /consdb/query?commit=0", 400, READ_ONLY),
                    new Deviation("POST /consdb/query {\"query\": \"UPDATE", 400, READ_ONLY),
                    new Deviation(
                            "POST /consdb/query {\"query\": \"SELECT e.exposure_id FROM cdb_LSSTCam.exposure e LEFT JOIN efd",
                            400,
                            EFD),
                    new Deviation(
                            "POST /consdb/insert/latiss/exposure?u=1 {\"obs_dict\": {\"2024080100315\": {\"exposure_name\": \"AT_O_20240801_000315\"",
                            400,
                            NOT_A_SERVER_FAULT),
                    new Deviation(
                            "POST /consdb/insert/latiss/exposure?u=1 {\"obs_dict\": {\"2024080100315\": {\"exposure_name\": \"Q\", \"controller\": \"O\", \"day_obs\": 20240801, \"seq_num\": 315, \"air_temp\": 1}",
                            200,
                            "rows may name different columns"),
                    new Deviation(
                            "POST /consdb/insert/latiss/exposure/by_seq_num/20240801/302?u=1 {\"values\": {\"exposure_id\"",
                            200,
                            NULL_CLEARS),
                    new Deviation(
                            "POST /consdb/insert/latiss/exposure/obs/2024080100320 {\"values\": {\"exposure_name\": \"xxxx",
                            200,
                            SHORT_NAMES),
                    new Deviation(
                            "POST /consdb/insert/latiss/exposure/obs/2024080100320 {\"values\": {\"exposure_name\": \"x\"",
                            409,
                            BY_THE_WAY),
                    new Deviation(
                            "GET /consdb/query/lsstcam/exposure/obs/2025061300133", 404, WORKS),
                    new Deviation("GET /consdb/query/lsstcam/exposure/obs/5", 404, WORKS));

    /** Requests whose answers have the same status and another body, and why. */
    private static final Map<String, String> OTHER_BODIES =
            Map.ofEntries(
                    Map.entry("GET /consdb/ ", "it is another program"),
                    Map.entry(
                            "GET /consdb/schema/LATISS", "there are more tables, in another order"),
                    Map.entry(
                            "GET /consdb/schema/latiss/",
                            "descriptions are told; texts may be longer, seq_num is 8 bytes, regions are arrays"),
                    Map.entry("GET /consdb/schema/lsstcam/", EFD),
                    Map.entry("POST /consdb/insert/latiss/nope", "other tables can be written"),
                    Map.entry(
                            "POST /consdb/insert/latiss/exposure_flexdata_schema",
                            "other tables can be written"),
                    Map.entry("POST /consdb/insert/lsstcam/efd_lsstcam", EFD),
                    Map.entry(
                            "POST /consdb/flex/latiss/exposure/addkey {\"key\": \"bad\", \"dtype\": \"int\", \"doc\": \"d\", \"unit\"",
                            "the reason is told"),
                    Map.entry("GET /consdb/flex/latiss/exposure/schema", BY_THE_WAY),
                    Map.entry("GET /consdb/flex/LATISS/EXPOSURE/schema", BY_THE_WAY),
                    Map.entry(
                            "POST /consdb/flex/latiss/exposure/obs/2024080100302?u=1 {\"values\": {\"bar\"",
                            BY_THE_WAY),
                    Map.entry(
                            "POST /consdb/flex/latiss/exposure/obs/2024080100302?u=1 {\"values\": {\"nokey\"",
                            BY_THE_WAY),
                    Map.entry("GET /consdb/flex/latiss/exposure/obs/2024080100302", BY_THE_WAY),
                    Map.entry(
                            "POST /consdb/query {\"query\": \"SELECT exposure_id, obs_start",
                            BY_THE_WAY),
                    Map.entry(
                            "POST /consdb/query {\"query\": \"SELECT e.day_obs, v.day_obs",
                            "no visit is made of an exposure without a place on the sky"),
                    Map.entry(
                            "POST /consdb/query {\"query\": \"SELECT 'NaN'",
                            "today is another day"),
                    Map.entry("POST /consdb/query {\"query\": \"SELECT air_temp", READ_ONLY),
                    Map.entry(
                            "POST /consdb/query {\"query\": \"select exposure_name,air_temp",
                            "only what is named changes"),
                    Map.entry("GET /consdb/table_consistency/latiss/20240801", BY_THE_WAY));

    @Test
    void every_recorded_request_is_answered_as_recorded_or_for_a_reason_otherwise()
            throws IOException {
        var recording = TestData.require(RECORDING);
        var left = new ArrayList<>(DEVIATIONS);
        var unused = new HashSet<>(OTHER_BODIES.keySet());
        int same = 0;
        try (var site = new ConsDbSite()) {
            var lines = Files.readAllLines(recording);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).startsWith(">>> ") && !lines.get(i).equals(PORTAL)) {
                    var request = lines.get(i).substring(4);
                    same += compare(site, request, lines.get(i + 1), left, unused) ? 1 : 0;
                }
            }
        }
        assertThat(left).as("differences that are not there").isEmpty();
        assertThat(unused).as("bodies that do not differ").isEmpty();
        assertThat(same).as("answered exactly as recorded").isGreaterThan(40);
    }

    /** Returns whether status and body are those of the recording. */
    private static boolean compare(
            ConsDbSite site,
            String request,
            String recorded,
            List<Deviation> left,
            Set<String> unused) {
        var answer = ask(site, request);
        if (answer.status() != status(recorded)) {
            assertThat(left).as(request + "\n" + answer.body()).isNotEmpty();
            var expected = left.removeFirst();
            assertThat(request).as(answer.body()).startsWith(expected.request());
            assertThat(answer.status()).as(expected.reason()).isEqualTo(expected.status());
            return false;
        }
        var reason = OTHER_BODIES.keySet().stream().filter(request::startsWith).findFirst();
        if (reason.isPresent()) {
            unused.remove(reason.get());
            return false;
        }
        var body = body(recorded);
        if (body != null) {
            assertThat(answer.json()).as(request).isEqualTo(body);
        }
        return true;
    }

    private static ConsDbSite.Answer ask(ConsDbSite site, String request) {
        var parts = request.split(" ", 3);
        var body = parts.length > 2 && !parts[2].isBlank() ? parts[2] : null;
        if ("notjson".equals(body)) {
            body = "\"notjson\"";
        }
        return site.send(parts[0], parts[1], body);
    }

    private static int status(String recorded) {
        return Integer.parseInt(recorded.split(" ", 3)[1]);
    }

    /** The recorded body; null where it is not JSON, or was cut short. */
    private static @Nullable JsonNode body(String recorded) {
        var text = recorded.split(" ", 4)[3].strip();
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            return null;
        }
    }
}
