package org.platebook.rest;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.RecordIds;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;

/**
 * Records through the REST interface: written, changed, withdrawn, and read with their versions.
 */
class RecordsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String TABLE = "cdb_lsstcam.visit1_quicklook";
    private static final String ROWS = "tables/cdb_lsstcam/visit1_quicklook/rows/";

    private static SampleSite site;

    @BeforeAll
    static void start() {
        site = new SampleSite();
    }

    @AfterAll
    static void stop() {
        site.close();
        CLIENT.close();
    }

    @Test
    void records_are_written_and_read_back() throws Exception {
        var answer =
                post(
                        """
                        {"records": [
                          {"table": "%s", "values": {"visit_id": %d, "n_inputs": 3, "pixel_scale_median": 0.2}},
                          {"table": "%s", "values": {"visit_id": %d, "n_inputs": 4}}]}
                        """
                                .formatted(TABLE, visit(30), TABLE, visit(32)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var written = JSON.readTree(answer.body());
        assertThat(written.path("inserted").intValue()).isEqualTo(2);
        assertThat(written.path("request").stringValue())
                .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
        assertThat(values(visit(30)).path("n_inputs").intValue()).isEqualTo(3);
        var id = written.path("records").get(0).path("record").stringValue();
        var record = JSON.readTree(get("records/" + id).body());
        assertThat(record.path("source").stringValue()).isEqualTo("rapid-analysis");
        assertThat(record.path("values").path("pixel_scale_median").doubleValue()).isEqualTo(0.2);
    }

    @Test
    void every_problem_of_every_record_is_told_at_once() throws Exception {
        var answer =
                post(
                        """
                        {"records": [
                          {"table": "%1$s", "values": {"visit_id": 1, "n_inputs": "three", "nonsense": 1}},
                          {"table": "%1$s", "values": {"n_inputs": 2}},
                          {"table": "%1$s", "values": {"visit_id": 3, "n_inputs": 99999999999}},
                          {"table": "%1$s", "values": {"visit_id": 4,
                            "pixel_scale_median": {"value": 1, "unit": "mag"}}}]}
                        """
                                .formatted(TABLE));

        assertThat(answer.statusCode()).isEqualTo(400);
        var detail = JSON.readTree(answer.body()).path("detail").stringValue();
        assertThat(detail.lines())
                .containsExactlyInAnyOrder(
                        TABLE + " [visit_id=1] n_inputs = \"three\": must be a whole number",
                        TABLE + " [visit_id=1] nonsense = 1: there is no such column",
                        TABLE
                                + " [visit_id=3] n_inputs = 99999999999: must lie between -2147483648"
                                + " and 2147483647",
                        TABLE
                                + " [visit_id=4] pixel_scale_median = {\"value\":1,\"unit\":\"mag\"}: the"
                                + " unit \"mag\" cannot be converted to \"arcsec/pixel\"",
                        TABLE + " [visit_id=?] visit_id: the key must be complete");
        assertThat(get(ROWS + 4).statusCode()).isEqualTo(404);
    }

    @Test
    void what_could_not_be_applied_is_told_and_tried_again() throws Exception {
        var record =
                new TableRecord(
                        RecordIds.next(),
                        new TableName("cdb_lsstcam", "visit1_quicklook"),
                        Map.of(
                                "visit_id", new Value.Whole(77),
                                "n_inputs", new Value.Text("three")));
        site.ledger().offer(new Provenance("rapid-analysis", "test", "t", "r"), List.of(record));

        var held = JSON.readTree(get("quarantine?limit=5").body());
        assertThat(held.path("held").intValue()).isEqualTo(1);
        var one = held.path("records").get(0);
        assertThat(one.path("record_id").stringValue()).isEqualTo(record.id().toString());
        assertThat(one.path("reason").stringValue()).contains("n_inputs = 'three'");

        var replayed =
                CLIENT.send(
                        HttpRequest.newBuilder(uri("quarantine/replay"))
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());
        assertThat(JSON.readTree(replayed.body()).path("held").intValue()).isEqualTo(1);

        var discard = "quarantine/" + record.id() + "/discard";
        assertThat(send("POST", discard, "{}").body()).contains("quarantine.reason");
        assertThat(send("POST", "quarantine/x/discard", "{\"reason\": \"r\"}").statusCode())
                .isEqualTo(404);
        var without = "{\"without\": [\"cdb_lsstcam.visit1_quicklook.n_inputs\"]}";
        assertThat(send("POST", "quarantine/replay", without.replace(".n_", "n_")).body())
                .contains("quarantine.column");
        assertThat(send("POST", "quarantine/replay", without).body())
                .isEqualTo("{\"inserted\":1,\"updated\":0,\"unchanged\":0,\"held\":0}");
        assertThat(send("POST", discard, "{\"reason\": \"late\"}").statusCode()).isEqualTo(404);
    }

    @Test
    void values_with_a_unit_are_converted() throws Exception {
        long visit = visit(34);
        write(
                visit,
                "\"pixel_scale_median\": {\"value\": 0.0033333333333333335, \"unit\": \"arcmin/pix\"}");

        assertThat(values(visit).path("pixel_scale_median").doubleValue()).isEqualTo(0.2);
    }

    @Test
    void only_what_is_named_changes_and_null_clears() throws Exception {
        long visit = visit(36);
        write(visit, "\"n_inputs\": 5, \"pixel_scale_median\": 0.2");
        write(visit, "\"n_inputs\": null");

        assertThat(values(visit).path("n_inputs").isNull()).isTrue();
        assertThat(values(visit).path("pixel_scale_median").doubleValue()).isEqualTo(0.2);
        var versions = JSON.readTree(get(ROWS + visit + "/versions").body()).path("versions");
        assertThat(versions.size()).isEqualTo(2);
        assertThat(versions.get(0).path("values").path("n_inputs").intValue()).isEqualTo(5);
    }

    @Test
    void a_put_says_the_whole_row_and_a_patch_a_part() throws Exception {
        long visit = visit(38);
        assertThat(send("PUT", ROWS + visit, "{\"values\": {\"n_inputs\": 7}}").statusCode())
                .isEqualTo(200);
        assertThat(
                        send("PATCH", ROWS + visit, "{\"values\": {\"pixel_scale_median\": 0.3}}")
                                .statusCode())
                .isEqualTo(200);
        assertThat(values(visit).path("n_inputs").intValue()).isEqualTo(7);

        assertThat(send("PUT", ROWS + visit, "{\"values\": {\"n_inputs\": 8}}").statusCode())
                .isEqualTo(200);
        assertThat(values(visit).path("pixel_scale_median").isNull()).isTrue();
    }

    @Test
    void a_withdrawn_row_is_gone_and_its_versions_stay() throws Exception {
        long visit = visit(40);
        write(visit, "\"n_inputs\": 5");

        var gone = send("DELETE", ROWS + visit, null);
        assertThat(JSON.readTree(gone.body()).path("withdrawn").intValue()).isEqualTo(1);
        assertThat(get(ROWS + visit).statusCode()).isEqualTo(404);
        assertThat(send("DELETE", ROWS + visit, null).statusCode()).isEqualTo(404);
        var versions = JSON.readTree(get(ROWS + visit + "/versions").body()).path("versions");
        assertThat(versions.get(0).path("known_until").isString()).isTrue();
    }

    @Test
    void a_row_can_be_read_as_it_was() throws Exception {
        long visit = visit(42);
        write(visit, "\"n_inputs\": 1");
        var first = JSON.readTree(get(ROWS + visit).body()).path("known_from").stringValue();
        write(visit, "\"n_inputs\": 2");

        var then = JSON.readTree(get(ROWS + visit + "?as_of=" + first).body());
        assertThat(then.path("values").path("n_inputs").intValue()).isEqualTo(1);
        assertThat(get(ROWS + visit + "?as_of=2000-01-01").statusCode()).isEqualTo(404);
    }

    @Test
    void whoever_knows_an_older_version_does_not_overwrite_the_newer() throws Exception {
        long visit = visit(44);
        var first = write(visit, "\"n_inputs\": 1").headers().firstValue("ETag").orElseThrow();
        var patch = "{\"values\": {\"n_inputs\": 2}}";

        var second = send("PATCH", ROWS + visit, patch, "If-Match", first);
        var late = send("PATCH", ROWS + visit, patch, "If-Match", first);
        var any = send("PATCH", ROWS + visit, patch, "If-Match", "*");

        assertThat(second.statusCode()).as(second.body()).isEqualTo(200);
        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(late.body()).contains("rest.version");
        assertThat(any.statusCode()).isEqualTo(200);
        assertThat(any.headers().firstValue("ETag")).isEqualTo(second.headers().firstValue("ETag"));
        assertThat(get(ROWS + visit).headers().firstValue("ETag"))
                .isEqualTo(second.headers().firstValue("ETag"));
    }

    @Test
    void a_row_that_must_be_there_or_must_not_is_told_apart() throws Exception {
        var put = "{\"values\": {\"n_inputs\": 2}}";
        long visit = visit(46);

        assertThat(send("PUT", ROWS + visit, put, "If-Match", "*").statusCode()).isEqualTo(412);
        assertThat(send("PUT", ROWS + visit, put, "If-None-Match", "*").statusCode())
                .isEqualTo(200);
        assertThat(send("PUT", ROWS + visit, put, "If-None-Match", "*").statusCode())
                .isEqualTo(412);
    }

    @Test
    void a_request_with_a_key_of_its_own_is_done_once() throws Exception {
        long visit = visit(48);
        var body = record(visit, "\"n_inputs\": 1");

        var first = send("POST", "records", body, "Idempotency-Key", "once-1");
        var again = send("POST", "records", body, "Idempotency-Key", "once-1");
        var other =
                send(
                        "POST",
                        "records",
                        record(visit, "\"n_inputs\": 2"),
                        "Idempotency-Key",
                        "once-1");

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.statusCode()).isEqualTo(400);
        assertThat(other.body()).contains("request.key");
    }

    @Test
    void results_of_trial_runs_stay_apart() throws Exception {
        long visit = visit(50);
        var answer =
                post(
                        """
                        {"run_kind": "test", "records": [{"table": "%s", "values": {"visit_id": %d, "n_inputs": 9}}]}
                        """
                                .formatted(TABLE, visit));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).path("run_kind").stringValue()).isEqualTo("test");
        assertThat(get(ROWS + visit).statusCode()).isEqualTo(404);
    }

    @Test
    void what_is_no_request_is_refused_with_what_was_expected() throws Exception {
        assertRefused("nonsense", "rest.body", "no JSON");
        assertRefused("[]", "rest.body", "expected an object");
        assertRefused("{}", "rest.body", "records is missing");
        assertRefused("{\"records\": [], \"a\": 1}", "rest.body", "the body has a");
        assertRefused("{\"records\": [1]}", "rest.body", "records[0]");
        assertRefused(
                "{\"run_kind\": \"No!\", \"records\": [{\"table\": \""
                        + TABLE
                        + "\", \"values\": {\"visit_id\": 1}}]}",
                "record.run-kind",
                "No!");
        assertRefused(
                """
                {"records": [{"table": "cdb_lsstcam.visit1_quicklook", "values": {"visit_id": 1}},
                    {"table": "cdb_lsstcam.exposure", "values": {"exposure_id": 1}}]}
                """,
                "rest.sources",
                "one source");
    }

    @Test
    void an_exposure_written_by_a_request_is_told_to_who_listens() throws Exception {
        var stream =
                CLIENT.send(
                        HttpRequest.newBuilder(uri("events?instrument=LSSTCam")).build(),
                        BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(stream.body(), UTF_8))) {
            assertThat(lines.readLine()).isEqualTo(":here");
            var path = "tables/cdb_lsstcam/exposure/rows/" + SampleNight.id(3);
            assertThat(
                            send("PATCH", path, "{\"values\": {\"observation_reason\": \"told\"}}")
                                    .statusCode())
                    .isEqualTo(200);
            var told = lines.lines().filter(line -> line.startsWith("data:")).findFirst();

            assertThat(told.orElseThrow()).contains("\"exposure_id\":" + SampleNight.id(3));
        }
    }

    @Test
    void a_row_is_named_by_a_moment_and_by_a_text_with_slashes() throws Exception {
        var written =
                post(
                        """
                        {"records": [{"table": "cdb_lsstcam.calibration", "values": {"quantity": "colour g/r",
                          "valid_from": "2026-01-01T00:00:00.25", "value": 0.5, "reason": "r", "author": "a"}}]}
                        """);
        var row = "tables/cdb_lsstcam/calibration/rows/colour%20g%2Fr/2026-01-01T00:00:00.25";

        var key = JSON.readTree(written.body()).path("records").get(0).path("key");
        assertThat(key.path("valid_from").stringValue("")).startsWith("2026-01-01T00:00:00.25");
        assertThat(JSON.readTree(get(row).body()).path("values").path("value").doubleValue())
                .isEqualTo(0.5);
        var named = "{\"values\": {\"valid_from\": \"2026-01-01 00:00:00.250\", \"value\": 0.75}}";
        assertThat(send("PATCH", row, named).statusCode()).isEqualTo(200);
        var other = send("PATCH", row, named.replace(".250", ".5"));
        assertThat(other.body()).contains("rest.key", "the address says");
        assertThat(JSON.readTree(get(row + "/versions").body()).path("versions").size())
                .isEqualTo(2);
        assertThat(send("DELETE", row, null).statusCode()).isEqualTo(200);
        assertThat(get(row).body()).contains("rest.row", "quantity=colour g/r");
        assertThat(get(row.replace("2026", "never")).statusCode()).isEqualTo(404);
    }

    private static long visit(int seq) {
        return SampleNight.id(seq);
    }

    private static String record(long visit, String values) {
        return "{\"records\": [{\"table\": \"%s\", \"values\": {\"visit_id\": %d, %s}}]}"
                .formatted(TABLE, visit, values);
    }

    private static HttpResponse<String> write(long visit, String values) throws Exception {
        var answer = post(record(visit, values));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static JsonNode values(long visit) throws Exception {
        return JSON.readTree(get(ROWS + visit).body()).path("values");
    }

    private static void assertRefused(String body, String code, String part) throws Exception {
        var answer = post(body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(code).contains(part);
    }

    private static HttpResponse<String> post(String body) throws Exception {
        return send("POST", "records", body);
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, null);
    }

    private static HttpResponse<String> send(
            String method, String path, @Nullable String body, String... headers) throws Exception {
        var request =
                HttpRequest.newBuilder(uri(path))
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create(site.address() + "api/" + path);
    }
}
