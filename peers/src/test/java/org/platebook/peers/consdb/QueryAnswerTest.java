package org.platebook.peers.consdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPInputStream;

/** Queries in SQL, through a real web server and database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryAnswerTest {

    private static final int MOST_ROWS = 100_000;

    private final ConsDbSite site =
            new ConsDbSite(new ConsDb.Limits(Duration.ofSeconds(3), MOST_ROWS));

    @BeforeAll
    void bring_two_exposures() {
        var answer =
                site.post(
                        "/consdb/insert/LATISS/exposure",
                        """
                        {"obs_dict": {
                          "2024080100302": {"exposure_name": "AT_O_20240801_000302", "day_obs": 20240801, "seq_num": 302,
                                            "air_temp": 5.1, "obs_start": "2024-08-01T17:20:53.970", "can_see_sky": true,
                                            "s_region": "Polygon ICRS 9 1 11 1 11 -1 9 -1"},
                          "2024080100303": {"exposure_name": "AT_O_20240801_000303", "day_obs": 20240801, "seq_num": 303,
                                            "airmass": "NaN", "target_name": "\\u03b1 \\"Cen\\""}}}
                        """);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @AfterAll
    void close() {
        site.close();
    }

    @Test
    void a_query_answers_columns_and_data() {
        answers(
                "select exposure_id, air_temp, obs_start, can_see_sky, band from cdb_LATISS.exposure order by 1",
                """
                {"columns":["exposure_id","air_temp","obs_start","can_see_sky","band"],\
                "data":[[2024080100302,5.1,"2024-08-01T17:20:53.970000",true,null],\
                [2024080100303,null,null,null,null]]}\
                """);
    }

    @Test
    void a_query_goes_back_to_a_moment_where_the_body_names_one() {
        var path = "/consdb/insert/LSSTCam/exposure/obs/2024080100304";
        insert(path, "{\"day_obs\": 20240801, \"seq_num\": 304, \"air_temp\": 1, \"band\": \"r\"}");
        var first =
                site.query(
                                "select known_from from cdb_lsstcam_history.exposure where seq_num = 304")
                        .json()
                        .get("data")
                        .get(0)
                        .get(0)
                        .asString();
        insert(path + "?u=1", "{\"air_temp\": 2}");

        var sql =
                "SELECT e.air_temp, w.air_temp FROM cdb_LSSTCam.exposure AS e"
                        + " JOIN \"cdb_lsstcam\".exposure_wide AS w USING (exposure_id)"
                        + " WHERE e.exposure_id = 2024080100304 AND e.band LIKE 'r%'";
        assertThat(asOf(sql, first).json().get("data").toString()).isEqualTo("[[1.0,1.0]]");
        assertThat(site.query(sql).json().get("data").toString()).isEqualTo("[[2.0,2.0]]");
        assertThat(
                        asOf(
                                        "select cdb_lsstcam.exposure.air_temp from cdb_lsstcam.exposure",
                                        "2000-01-01")
                                .json()
                                .get("data")
                                .size())
                .isZero();
        assertThat(asOf("select 1", "3000-01-01").status()).isEqualTo(400);
        assertThat(asOf("select 1", "3000-01-01").body()).contains("\"code\":\"moment.future\"");
        assertThat(asOf("update cdb_lsstcam.exposure set band = null", first).status())
                .isEqualTo(400);
        assertThat(site.post("/consdb/query", "{\"query\": \"select 1\", \"as_of\": 5}").status())
                .isEqualTo(422);
        assertThat(
                        site.post("/consdb/query", "{\"query\": \"select 1\", \"as_of\": null}")
                                .status())
                .isEqualTo(200);
    }

    private void insert(String path, String values) {
        var answer = site.post(path, "{\"values\": " + values + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private ConsDbSite.Answer asOf(String sql, String moment) {
        return site.post(
                "/consdb/query",
                JsonMapper.shared()
                        .writeValueAsString(java.util.Map.of("query", sql, "as_of", moment)));
    }

    @Test
    void an_explanation_is_refused_with_what_is_answered_instead() {
        for (var sql :
                new String[] {
                    "EXPLAIN select 1", "explain (format json) select 1", "EXPLAIN ANALYZE select 1"
                }) {
            var answer = site.query(sql);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().get("message").asString())
                    .contains("begin with SELECT, WITH, VALUES or TABLE, not with");
        }
    }

    @Test
    void columns_are_told_where_there_are_no_rows() {
        answers(
                "SELECT exposure_id, day_obs FROM cdb_latiss.exposure LIMIT 0",
                "{\"columns\":[\"exposure_id\",\"day_obs\"],\"data\":[]}");
    }

    @Test
    void a_star_shows_the_columns_of_the_schema_and_no_others() {
        var columns = site.query("select * from cdb_latiss.exposure limit 0").json().get("columns");
        var described = site.get("/consdb/schema/latiss/exposure").json();

        assertThat(columns.valueStream().map(name -> name.asString()))
                .containsExactlyElementsOf(described.propertyNames())
                .noneMatch(name -> name.startsWith("_"));
    }

    @Test
    void columns_of_one_name_stay_apart() {
        answers(
                "select e.day_obs, e.day_obs from cdb_latiss.exposure as e limit 1",
                "{\"columns\":[\"day_obs\",\"day_obs\"],\"data\":[[20240801,20240801]]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'NaN'::float8, '-Infinity'::float4, 'NaN'::numeric | null,null,null",
                "1.50::numeric, 12345678901234567890 | \"1.50\",\"12345678901234567890\"",
                "0.1::float4, 1e300::float8, 7::int2 | 0.1,1.0E300,7",
                "'2024-08-01T17:20:53'::timestamp, 'infinity'::timestamp | \"2024-08-01T17:20:53\",\"infinity\"",
                "'1960-02-29'::date, '2024-08-01 12:00+02'::timestamptz | \"1960-02-29\",\"2024-08-01T10:00:00+00:00\"",
                "array[1,null,3], '{{1,2},{3,4}}'::float8[], '{}'::int8[] | [1,null,3],[[1.0,2.0],[3.0,4.0]],[]",
                "array['a\"b',null], array[true], array[1.5]::numeric[] | [\"a\\\"b\",null],[true],[1.5]",
                "'{\"a\": [1, 2]}'::jsonb, '[ ]'::json, null | {\"a\": [1, 2]},[ ],null",
                "'\\x0aff'::bytea, interval '1 day', '[1,3)'::int4range | \"\\\\x0aff\",\"1 day\",\"[1,3)\"",
                "'01234567-89ab-cdef-0123-456789abcdef'::uuid | \"01234567-89ab-cdef-0123-456789abcdef\"",
                "true, '', concat('a', chr(10)) | true,\"\",\"a\\n\"",
                "7 % 3, 7 %% 3 | 1,1"
            })
    void values_are_written_as_clients_know_them(String selected, String expected) {
        var answer = site.query("select " + selected);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"data\":[[" + expected + "]]");
    }

    @Test
    void what_is_measured_as_no_number_is_null_and_regions_are_arrays() {
        answers(
                "select airmass, s_region, target_name from cdb_latiss.exposure order by exposure_id desc",
                """
                {"columns":["airmass","s_region","target_name"],\
                "data":[[null,null,"α \\"Cen\\""],[null,[9.0,1.0,11.0,1.0,11.0,-1.0,9.0,-1.0],null]]}\
                """);
    }

    @Test
    void order_is_kept() {
        var answer = site.query("select i from generate_series(1, 50000) as i order by i desc");

        var data = answer.json().get("data");
        assertThat(data.size()).isEqualTo(50_000);
        assertThat(data.get(0).get(0).asInt()).isEqualTo(50_000);
        assertThat(data.get(49_999).get(0).asInt()).isEqualTo(1);
    }

    @Test
    void a_query_that_the_database_does_not_understand_is_told_why() {
        refused("select bogus from cdb_latiss.exposure", "column \"bogus\" does not exist");
        refused("select 1 from cdb_nowhere.exposure", "relation \"cdb_nowhere.exposure\" does not");
        refused("select from from", "syntax error at or near \"from\"");
        refused("select 1 / (seq_num - 302) from cdb_latiss.exposure", "division by zero");
        refused("select (select seq_num from cdb_latiss.exposure)", "more than one row");
        refused("select 'warm'::float8", "invalid input syntax for type double precision");
    }

    @Test
    void functions_that_somebody_added_are_not_called() {
        site.database.write(
                handle ->
                        handle.execute(
                                """
                                create function public.sneak() returns int language sql as
                                'update cdb_latiss.exposure set air_temp = 99 returning 1';
                                grant execute on function public.sneak() to public
                                """));
        refused("select public.sneak()", "function not allowed: sneak");
        answers(
                "select air_temp from cdb_latiss.exposure where seq_num = 302",
                "{\"columns\":[\"air_temp\"],\"data\":[[5.1]]}");
    }

    @Test
    void a_query_that_takes_too_long_is_stopped() {
        refused(
                "select count(*) from generate_series(1, 1000000000) as a, generate_series(1, 1000) as b",
                "the query was stopped");
    }

    @Test
    void a_value_too_large_to_hold_is_refused() {
        refused("select repeat('x', 20000000)", "a value of 20000000 bytes is too large");
        refused(
                "select repeat('x', 17000000 * (i / 3)) from generate_series(1, 3) as i",
                "a value of 17000000 bytes is too large");
        assertThat(site.query("select repeat('x', 20000000)").json().get("message").asString())
                .doesNotContain("integer");
        refused(
                "select array_fill(0, array[2000000])",
                "an array of 2000000 elements is too large");
    }

    @Test
    void too_many_rows_are_refused_and_never_cut_short() {
        assertThat(site.query("select i from generate_series(1, 100000) as i").status())
                .isEqualTo(200);
        var few = new ConsDbSite(new ConsDb.Limits(Duration.ofSeconds(30), 10));
        try (few) {
            var answer = few.query("select i from generate_series(1, 11) as i");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().get("code").asString()).isEqualTo("consdb.rows");
            assertThat(answer.json().get("message").asString()).contains("more than 10 rows");
        }
    }

    @Test
    void an_answer_that_fails_when_it_is_under_way_cannot_be_taken_for_whole() {
        assertThatThrownBy(
                        () ->
                                site.query(
                                        "select i, 'some text' from generate_series(1, 200000) as i"))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void what_goes_on_after_a_broken_answer_is_answered() {
        for (int i = 0; i < 12; i++) {
            assertThatThrownBy(
                            () ->
                                    site.query(
                                            "select i, 1 / (90000 - i) from generate_series(1, 99999) as i"))
                    .isInstanceOf(UncheckedIOException.class);
        }
        answers("select 1 as one", "{\"columns\":[\"one\"],\"data\":[[1]]}");
    }

    @Test
    void a_long_answer_is_packed_for_who_can_unpack_it() throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(site.address() + "consdb/query"))
                        .header("Accept-Encoding", "gzip, deflate")
                        .POST(
                                BodyPublishers.ofString(
                                        "{\"query\": \"select i from generate_series(1, 1000) as i\"}"))
                        .build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());

        assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(unpacked(answer.body())).endsWith("[999],[1000]]}");
    }

    @Test
    void a_request_without_a_query_is_told_what_lacks() {
        var answer = site.post("/consdb/query", "{\"sql\": 1}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\",\"query\"],"
                                + "\"msg\":\"Field required\",\"input\":{\"sql\":1}}]}");
        assertThat(site.post("/consdb/query", "{\"query\": ").body()).contains("json_invalid");
        assertThat(site.post("/consdb/query", "[".repeat(5000)).status()).isEqualTo(422);
        assertThat(site.get("/consdb/query").status()).isEqualTo(405);
    }

    private static String unpacked(byte[] packed) throws IOException {
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void answers(String sql, String body) {
        var answer = site.query(sql);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.status()).isEqualTo(200);
    }

    private void refused(String sql, String reason) {
        var answer = site.query(sql);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().get("message").asString()).contains(reason);
    }
}
