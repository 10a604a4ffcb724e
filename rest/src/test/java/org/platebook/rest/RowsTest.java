package org.platebook.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Rows of tables over REST, and what changed in them. */
class RowsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String ROWS = "tables/cdb_lsstcam/exposure/rows?";

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
    void rows_are_chosen_sorted_and_counted() throws Exception {
        var answer =
                text(
                        "columns=exposure_id,band&band.in=r,g&seq_num.gte=28&seq_num.lt=90&order=-seq_num&limit=3");
        var rows = JSON.readTree(answer).path("data");

        assertThat(JSON.readTree(answer).path("status").stringValue()).isEqualTo("OVERFLOW");
        assertThat(rows.size()).isEqualTo(3);
        assertThat(rows.get(0).get(0).longValue()).isGreaterThan(rows.get(1).get(0).longValue());
        assertThat(JSON.readTree(answer).path("metadata").get(1).path("name").stringValue())
                .isEqualTo("band");
    }

    @Test
    void texts_numbers_truths_and_nothing_are_conditions() throws Exception {
        assertThat(count("science_program=BLOCK-T60")).isEqualTo(27);
        assertThat(count("science_program=it%27s")).isZero();
        assertThat(count("band.null=yes")).isEqualTo(15);
        assertThat(count("exposure_id=" + SampleNight.id(3))).isEqualTo(1);
        assertThat(count("obs_start.lt=2026-01-15T00:00:00")).isZero();
        assertThat(
                        count("can_see_sky=true")
                                + count("can_see_sky=false")
                                + count("can_see_sky.null=yes"))
                .isEqualTo(count("limit=9999"));
    }

    @Test
    void lines_of_json_and_csv_hold_all_rows() throws Exception {
        var lines = text("columns=exposure_id,band&format=ndjson").lines().toList();
        var csv = text("columns=exposure_id,band&format=csv").lines().toList();

        assertThat(lines).hasSize(117).allMatch(line -> line.startsWith("{\"exposure_id\":"));
        assertThat(csv).hasSize(118).first().isEqualTo("exposure_id,band");
    }

    @Test
    void parquet_begins_and_ends_as_it_must() throws Exception {
        var bytes = bytes("format=parquet");
        var end = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

        assertThat(new String(bytes, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("PAR1");
        assertThat(new String(bytes, bytes.length - 4, 4, StandardCharsets.US_ASCII))
                .isEqualTo("PAR1");
        assertThat(end.getInt(bytes.length - 8)).isBetween(100, bytes.length);
    }

    @Test
    void arrow_ends_with_its_mark() throws Exception {
        var stream = ByteBuffer.wrap(bytes("format=arrow")).order(ByteOrder.LITTLE_ENDIAN);

        assertThat(stream.getInt(0)).isEqualTo(-1);
        assertThat(stream.getInt(stream.capacity() - 8)).isEqualTo(-1);
        assertThat(stream.getInt(stream.capacity() - 4)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "nonsense=1, rest.column",
        "columns=_record_id, rest.column",
        "band.like=x, rest.parameter",
        "seq_num=many, rest.parameter",
        "limit=-1, rest.parameter",
        "band.null=maybe, rest.parameter",
        "format=xls, rest.format",
        "as_of=3000-01-01, moment.future"
    })
    void what_cannot_be_right_is_refused(String query, String code) throws Exception {
        var answer = get(ROWS + query, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(code);
    }

    @Test
    void a_difference_between_two_moments_is_told_and_moments_have_names() throws Exception {
        var name = "before-change";
        var put =
                CLIENT.send(
                        HttpRequest.newBuilder(uri("moments/" + name))
                                .PUT(BodyPublishers.ofString("{\"reason\": \"a test\"}"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
        var row = "tables/cdb_lsstcam/exposure/rows/" + SampleNight.id(5);
        CLIENT.send(
                HttpRequest.newBuilder(uri(row))
                        .method(
                                "PATCH",
                                BodyPublishers.ofString(
                                        "{\"values\": {\"observation_reason\": \"new\"}}"))
                        .build(),
                BodyHandlers.ofString());

        var diff = get("diff/cdb_lsstcam/exposure?from=" + name, BodyHandlers.ofString()).body();
        assertThat(diff.lines()).hasSize(1).first().asString().contains("\"new\":\"new\"");
        assertThat(diff("format=json&from=" + name, "application/x-ndjson", "application/json"))
                .matches(
                        "\\{\"differences\":\\[\n\\{\"key\":\\{\"exposure_id\":%d},\"change\":\"changed\",.*}\n]}\n"
                                .formatted(SampleNight.id(5)));
        assertThat(JSON.readTree(diff("from=" + name, "application/json", "application/json")))
                .hasSize(1)
                .allMatch(all -> all.get(0).path("new").stringValue().equals("new"));
        assertThat(diff("from=" + name, "text/csv, */*", "text/csv;header=present").lines())
                .hasSize(2)
                .startsWith("key,change,column,old,new,source,record")
                .last()
                .asString()
                .startsWith(
                        "exposure_id=%d,changed,observation_reason,".formatted(SampleNight.id(5)));
        assertThat(diff("from=2000-01-01&to=2000-01-02&format=json", "*/*", "application/json"))
                .isEqualTo("{\"differences\":[\n]}\n");
        assertThat(
                        diff(
                                "from=2000-01-01&to=2000-01-02&format=csv",
                                "*/*",
                                "text/csv;header=present"))
                .isEqualTo("key,change,column,old,new,source,record\r\n");
        assertThat(
                        get(
                                        "diff/cdb_lsstcam/exposure?format=parquet&from=" + name,
                                        BodyHandlers.ofString())
                                .body())
                .contains("rest.format", "ndjson, json, csv");
        assertThat(get("moments", BodyHandlers.ofString()).body()).contains(name);
        assertThat(get("moments/none", BodyHandlers.ofString()).statusCode()).isEqualTo(404);
        var then =
                text(
                        "columns=observation_reason&as_of="
                                + name
                                + "&exposure_id="
                                + SampleNight.id(5));
        assertThat(then).doesNotContain("[\"new\"]");
    }

    /** What changed in exposure. */
    private static String diff(String query, String accept, String mediaType) throws Exception {
        var path = "diff/cdb_lsstcam/exposure?" + query;
        var answer =
                CLIENT.send(
                        HttpRequest.newBuilder(uri(path)).header("Accept", accept).build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(mediaType);
        return answer.body();
    }

    private static long count(String query) throws Exception {
        return text("format=ndjson&columns=exposure_id&" + query.replace(" ", "%20"))
                .lines()
                .count();
    }

    private static String text(String query) throws Exception {
        var answer = get(ROWS + query, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static byte[] bytes(String query) throws Exception {
        return get(ROWS + query, BodyHandlers.ofByteArray()).body();
    }

    private static <T> HttpResponse<T> get(String path, HttpResponse.BodyHandler<T> handler)
            throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(uri(path)).build(), handler);
    }

    private static URI uri(String path) {
        return URI.create(site.address() + "api/" + path);
    }
}
