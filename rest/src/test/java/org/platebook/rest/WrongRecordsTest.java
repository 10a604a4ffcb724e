package org.platebook.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Whatever is wrong with the records of a request is told to programs, one by one. */
class WrongRecordsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int BAD_REQUEST = 400;

    /** What a row of exposure_header must have beside its exposure. */
    private static final String PART =
            "\"file_sha256\": \"ab\", \"part_index\": 0, \"part\": \"PRIMARY\", \"format\": \"fits\","
                    + " \"card_count\": 1, \"received_at\": \"2026-01-15T23:10:00\", \"cards\": []";

    private static final String FILE = ", \"file\": \"a.fits\"";

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
    void every_kind_of_problem_of_one_request_is_told_with_row_field_and_code() throws Exception {
        var answer =
                post(
                        exposure("'exposure_id': 9000, 'air_temp': 'warm', 'nonsense': 1"),
                        exposure("'exposure_id': 9001, 'band': '%s'".formatted("x".repeat(33))),
                        exposure("'exposure_id': 9002, 'day_obs': 99999999999"),
                        exposure("'exposure_id': 9003, 'air_temp': '-Infinity'"),
                        exposure("'exposure_id': 9004, 'exp_time': {'value': 1, 'unit': 'mag'}"),
                        exposure("'day_obs': 20260115"),
                        header("'exposure_id': 77, " + PART + FILE),
                        exposure("'exposure_id': 9007"),
                        exposure("'exposure_id': 9007, 'band': 'r'"),
                        header("'exposure_id': 9007, " + PART),
                        exposure("'exposure_id': 9010, 's_ra': 400"),
                        exposure("'exposure_id': 9011, 'band': 'r', 'BAND': 'g'"),
                        exposure("'exposure_id': 9012, 'target_name': 'a\\u0000b'"),
                        record("cdb_lsstcam.nonsense", "'a': 1"),
                        record("exposure", "'exposure_id': 1"),
                        record("cdb_lsstcam.exposure_wide", "'exposure_id': 1"),
                        exposure(
                                "'exposure_id': 9016, 'air_temp': {'a': 1}, 's_region': [1e999, 2]"),
                        "{'table': 'cdb_lsstcam.exposure', 'withdraw': true, 'values': {'band': 'r'}}"
                                .replace('\'', '"'));

        assertThat(answer.path("code").stringValue()).isEqualTo("record.invalid");
        assertThat(told(answer))
                .containsExactly(
                        tuple(0, "air_temp", "problem.type"),
                        tuple(0, "nonsense", "problem.column"),
                        tuple(1, "band", "problem.length"),
                        tuple(2, "day_obs", "problem.range"),
                        tuple(3, "air_temp", "problem.finite"),
                        tuple(4, "exp_time", "problem.unit"),
                        tuple(5, "exposure_id", "problem.key"),
                        tuple(6, "exposure_id", "problem.parent"),
                        tuple(8, "", "problem.duplicate"),
                        tuple(9, "file", "problem.missing"),
                        tuple(10, "s_ra", "problem.condition"),
                        tuple(11, "band", "problem.duplicate"),
                        tuple(12, "target_name", "problem.text"),
                        tuple(13, "", "problem.table"),
                        tuple(14, "", "problem.table"),
                        tuple(15, "", "problem.computed"),
                        tuple(16, "air_temp", "problem.type"),
                        tuple(16, "s_region", "problem.finite"),
                        tuple(17, "band", "problem.withdrawal"),
                        tuple(17, "exposure_id", "problem.key"));
        assertThat(answer.path("problem_count").intValue()).isEqualTo(20);
        assertThat(answer.path("detail").stringValue().lines()).hasSize(20);
        assertThat(get("tables/cdb_lsstcam/exposure/rows/9007").statusCode()).isEqualTo(404);
    }

    @Test
    void a_problem_has_the_value_as_it_was_given_and_what_is_expected() throws Exception {
        var problems =
                post(
                                exposure("'exposure_id': 1, 'air_temp': 'warm'"),
                                exposure("'exposure_id': 2, 'day_obs': 99999999999"),
                                exposure(
                                        "'exposure_id': 3, 'band': '%s'".formatted("x".repeat(99))),
                                exposure("'exposure_id': null"))
                        .path("problems");

        assertThat(problem(problems, 0).toString())
                .isEqualTo(
                        "{\"row\":0,\"table\":\"cdb_lsstcam.exposure\",\"field\":\"air_temp\","
                                + "\"value\":\"warm\",\"code\":\"problem.type\",\"expected\":\"must be a number\"}");
        assertThat(problem(problems, 1).path("value").longValue()).isEqualTo(99999999999L);
        assertThat(problem(problems, 1).path("expected").stringValue())
                .isEqualTo("must lie between -2147483648 and 2147483647");
        assertThat(problem(problems, 2).path("value").stringValue())
                .isEqualTo("x".repeat(60) + "…");
        assertThat(problem(problems, 3).path("value").isNull()).isTrue();
        assertThat(problem(problems, 3).path("code").stringValue()).isEqualTo("problem.missing");
    }

    @Test
    void a_row_whose_parent_comes_in_the_same_request_is_not_called_an_orphan() throws Exception {
        var answer =
                post(
                        exposure("'exposure_id': 9100, 'band': 'r'"),
                        header("'exposure_id': 9100, " + PART + FILE),
                        header("'exposure_id': 78, " + PART + FILE),
                        exposure("'exposure_id': 9101, 's_dec': 91"));

        assertThat(told(answer))
                .containsExactlyInAnyOrder(
                        tuple(2, "exposure_id", "problem.parent"),
                        tuple(3, "s_dec", "problem.condition"));
    }

    @Test
    void one_row_by_its_address_tells_its_problems_alike() throws Exception {
        var answer =
                send(
                        "PATCH",
                        "tables/cdb_lsstcam/exposure/rows/" + SampleNight.id(3),
                        "{\"values\": {\"air_temp\": \"warm\", \"s_ra\": -1}}");

        assertThat(answer.statusCode()).isEqualTo(BAD_REQUEST);
        assertThat(told(JSON.readTree(answer.body())))
                .containsExactly(
                        tuple(0, "air_temp", "problem.type"),
                        tuple(0, "s_ra", "problem.condition"));
    }

    @Test
    void of_one_row_all_is_told_at_once_and_nothing_twice() throws Exception {
        var answer =
                post(
                        header(
                                "'exposure_id': 77, 'file': 5, 'card_count': 99999999999, "
                                        + PART.replace("\"card_count\": 1, ", "")
                                                .replace(
                                                        "\"ab\"",
                                                        "\"%s\"".formatted("a".repeat(65)))),
                        header("'exposure_id': 78, 'nonsense': 1, 'file': null, " + PART));

        assertThat(told(answer))
                .containsExactly(
                        tuple(0, "file", "problem.type"),
                        tuple(0, "card_count", "problem.range"),
                        tuple(0, "file_sha256", "problem.length"),
                        tuple(1, "nonsense", "problem.column"),
                        tuple(1, "file", "problem.missing"));
    }

    @Test
    void a_mark_that_is_no_object_of_texts_is_refused() throws Exception {
        var path = "instruments/LSSTCam/exposures/%d/flag".formatted(SampleNight.id(3));
        for (var body : List.of("", "null", "[]", "5", "{\"flag\": \"bad\", \"tags\": [null]}")) {
            var answer = send("PUT", path, body);
            assertThat(answer.statusCode()).as(body).isEqualTo(BAD_REQUEST);
            assertThat(answer.body()).as(body).contains("\"flag.body\"");
        }
    }

    @Test
    void a_moment_that_is_no_text_is_not_taken_for_now() throws Exception {
        for (var body : List.of("{\"moment\": 20260301}", "{\"reason\": [\"a\"]}")) {
            assertThat(send("PUT", "moments/never", body).body())
                    .contains("rest.body", "expected a text");
        }
        assertThat(get("moments/never").statusCode()).isEqualTo(404);
    }

    @Test
    void an_address_that_is_too_long_is_refused_in_words() throws Exception {
        var answer = get("instruments?" + "a".repeat(20_000));

        assertThat(answer.statusCode()).isEqualTo(414);
        assertThat(JSON.readTree(answer.body()).path("detail").stringValue()).isNotBlank();
    }

    @Test
    void of_very_many_problems_the_first_are_told_and_all_are_counted() throws Exception {
        var records =
                IntStream.range(0, 1200)
                        .mapToObj(id -> exposure("'exposure_id': %d, 'band': 5".formatted(id)))
                        .toArray(String[]::new);

        var answer = post(records);

        assertThat(answer.path("problem_count").intValue()).isEqualTo(1200);
        assertThat(answer.path("problems").size()).isEqualTo(1000);
        assertThat(answer.path("detail").stringValue().lines())
                .hasSize(101)
                .last()
                .isEqualTo("and 1100 problems more");
    }

    private static List<Tuple> told(JsonNode answer) {
        return answer.path("problems")
                .valueStream()
                .map(
                        each ->
                                tuple(
                                        each.path("row").intValue(),
                                        each.path("field").stringValue(""),
                                        each.path("code").stringValue()))
                .toList();
    }

    private static JsonNode problem(JsonNode problems, int row) {
        return problems.valueStream()
                .filter(each -> each.path("row").intValue() == row)
                .findFirst()
                .orElseThrow();
    }

    private static String exposure(String values) {
        return record("cdb_lsstcam.exposure", values);
    }

    private static String header(String values) {
        return record("cdb_lsstcam.exposure_header", values);
    }

    private static String record(String table, String values) {
        return "{\"table\": \"%s\", \"values\": {%s}}".formatted(table, values.replace('\'', '"'));
    }

    private static JsonNode post(String... records) throws Exception {
        var answer =
                send(
                        "POST",
                        "records",
                        List.of(records).stream()
                                .collect(Collectors.joining(",\n", "{\"records\": [", "]}")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(BAD_REQUEST);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> send(String method, String path, String body)
            throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(uri(path))
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create(site.address() + "api/" + path);
    }
}
