package org.platebook.rest;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.platebook.rest.camera.CameraRoute;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The REST interface, asked over HTTP about the sample night. */
class ApiTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String NIGHT = "/instruments/LSSTCam/nights/20260115";
    private static final String EXPOSURE = "/instruments/LSSTCam/exposures/";

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
    void a_camera_of_which_nothing_is_held_is_told_with_nothing() throws Exception {
        var instruments = ask("/instruments").path("instruments");

        assertThat(instruments.size()).isEqualTo(2);
        assertThat(instruments.get(0).path("name").stringValue()).isEqualTo("LSSTCam");
        assertThat(instruments.get(0).path("problems").intValue()).isEqualTo(1);
        assertThat(instruments.get(1).path("exposures").intValue()).isZero();
        assertThat(instruments.get(1).path("first_day_obs").isNull()).isTrue();
    }

    @Test
    void a_night_is_counted_by_type_and_band_and_told_in_both_times() throws Exception {
        var night = ask("/instruments/LSSTCam/nights").path("nights").get(0);

        assertThat(night.path("exposures").intValue()).isGreaterThanOrEqualTo(117);
        assertThat(night.path("visits").intValue()).isEqualTo(45);
        assertThat(night.path("types").get(0).path("name").stringValue()).isEqualTo("science");
        assertThat(night.path("bands").get(0).path("name").stringValue()).isEqualTo("r");
        assertThat(night.path("bands").get(0).path("count").intValue()).isEqualTo(27);
        assertThat(night.path("first_obs_start_utc").stringValue())
                .isEqualTo("2026-01-15T21:00:00Z");
        assertThat(night.path("first_obs_start_tai").stringValue())
                .isEqualTo("2026-01-15T21:00:37");
    }

    @Test
    void what_was_not_known_at_a_moment_is_not_told_as_of_it() throws Exception {
        var nights = "/instruments/LSSTCam/nights";

        assertThat(ask(nights + "?as_of=2020-01-01T00:00:00Z").path("nights").size()).isZero();
        assertThat(ask(nights + "?as_of=" + Instant.now()).path("nights").size())
                .isEqualTo(ask(nights).path("nights").size());
    }

    @Test
    void nights_outside_the_days_asked_for_are_left_out() throws Exception {
        assertThat(ask("/instruments/LSSTCam/nights?last=20260114").path("nights").size()).isZero();
        assertThat(ask("/instruments/LSSTCam/nights?first=20260115").path("nights").size())
                .isEqualTo(1);
    }

    @Test
    void exposures_are_sorted_with_those_without_a_value_last() throws Exception {
        var rows = ask(NIGHT + "/exposures?type=science&sort=-airmass").path("exposures");

        var airmasses = new ArrayList<Double>();
        rows.forEach(row -> airmasses.add(row.path("airmass").asDouble(0)));
        assertThat(airmasses).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(airmasses.getLast()).isZero();
    }

    @Test
    void exposures_are_chosen_by_type_band_program_words_and_number() throws Exception {
        assertThat(total("type=bias,dark")).isEqualTo(15);
        assertThat(total("band=none")).isEqualTo(15);
        assertThat(total("filter=g_6,i_39&type=science")).isEqualTo(30);
        assertThat(total("program=BLOCK-T60")).isEqualTo(27);
        assertThat(total("q=COSMOS%20block-407")).isEqualTo(2);
        assertThat(total("q=_____________________________")).isZero();
        assertThat(total("problems=yes")).isEqualTo(1);
        assertThat(total("exposure_id=2026011500001,2026011500002,1")).isEqualTo(2);
    }

    @Test
    void a_page_of_exposures_tells_how_many_there_are_in_all() throws Exception {
        var page = ask(NIGHT + "/exposures?band=g&limit=2&offset=3&q=MC_O");

        assertThat(page.path("exposures").size()).isEqualTo(2);
        assertThat(page.path("exposures").get(0).path("seq_num").intValue()).isEqualTo(31);
        assertThat(page.path("total").intValue()).isEqualTo(15);
    }

    @Test
    void every_field_of_an_exposure_comes_with_its_meaning() throws Exception {
        var page = ask(EXPOSURE + SampleNight.id(60));

        assertThat(field(page, "air_temp").path("unit").stringValue()).isEqualTo("deg_C");
        assertThat(field(page, "air_temp").path("ucd").stringValue())
                .startsWith("phys.temperature");
        assertThat(field(page, "obs_start").path("value").stringValue())
                .matches("2026-01-15T23:15:19\\.\\d{6}");
        assertThat(field(page, "obs_start_ns").path("value").isString()).isTrue();
        assertThat(field(page, "wind_speed").path("value").isNull()).isTrue();
        assertThat(page.path("region").size()).isEqualTo(48);
        assertThat(page.path("visits").get(0).path("exposures").size()).isEqualTo(2);
        assertThat(page.path("previous_exposure_id").longValue()).isEqualTo(SampleNight.id(59));
        assertThat(page.path("next_exposure_id").longValue()).isEqualTo(SampleNight.id(61));
    }

    @Test
    void the_first_exposure_has_none_before_it() throws Exception {
        var page = ask(EXPOSURE + SampleNight.id(1));

        assertThat(page.path("previous_exposure_id").isNull()).isTrue();
    }

    @Test
    void an_exposure_without_a_position_has_no_region_and_a_problem() throws Exception {
        var page = ask(EXPOSURE + SampleNight.id(SampleNight.UNPOINTED));

        assertThat(page.path("region").isNull()).isTrue();
        assertThat(page.path("exposure").path("s_ra").isNull()).isTrue();
        assertThat(page.path("problems").get(0).path("field").stringValue())
                .isEqualTo("tracking_radec");
        assertThat(page.path("problems").get(0).path("columns").valueStream())
                .extracting(JsonNode::stringValue)
                .containsExactly("s_ra", "s_dec");
    }

    @Test
    void a_corrected_card_stands_beside_what_was_received() throws Exception {
        var cards = ask(EXPOSURE + SampleNight.id(SampleNight.CORRECTED) + "/header").path("parts");
        var filter = cards.get(0).path("cards").get(1);
        var exact = cards.get(0).path("cards").get(7);
        var added = cards.get(0).path("cards").get(8);

        assertThat(filter.path("value").stringValue()).isEqualTo("y");
        assertThat(filter.path("corrected").stringValue()).isEqualTo("g");
        assertThat(filter.path("reason").stringValue()).isEqualTo("the wrong filter was written");
        assertThat(exact.path("value").stringValue()).isEqualTo("12345678901234567890.5");
        assertThat(added.path("keyword").stringValue()).isEqualTo("FILTER");
        assertThat(added.path("added").booleanValue()).isTrue();
    }

    @Test
    void detectors_have_their_outlines() throws Exception {
        var detectors = ask(EXPOSURE + SampleNight.id(60) + "/detectors").path("detectors");

        assertThat(detectors.size()).isEqualTo(190);
        assertThat(detectors.get(0).path("region").size()).isEqualTo(8);
    }

    @Test
    void problems_are_counted_by_field_and_chosen() throws Exception {
        var all = ask("/problems");
        var none = ask("/problems?field=airmass&instrument=LSSTCam&day_obs=20260115");

        assertThat(all.path("total").intValue()).isEqualTo(1);
        assertThat(all.path("problems").get(0).path("instrument").stringValue())
                .isEqualTo("LSSTCam");
        assertThat(none.path("total").intValue()).isZero();
        assertThat(none.path("fields").get(0).path("count").intValue()).isEqualTo(1);
    }

    @Test
    void what_cannot_be_right_is_refused_with_what_was_expected() throws Exception {
        assertRefused(NIGHT + "/exposures?sort=mass", "sort is \\\"mass\\\"");
        assertRefused(NIGHT + "/exposures?limit=-1", "a number between 0 and 10000");
        assertRefused(NIGHT + "/exposures?problems=maybe", "yes or no");
        assertRefused(NIGHT + "/exposures?exposure_id=x", "a whole number");
        assertRefused(NIGHT + "/exposures?sort=airmass;drop%20table%20x", "expected one of");
        assertRefused(NIGHT + "/exposures?typ=science", "there is no parameter typ here");
    }

    @Test
    void what_is_not_here_is_missing() throws Exception {
        assertThat(get("/instruments/HSC/nights").statusCode()).isEqualTo(404);
        assertThat(get("/instruments/Nonsense/nights").statusCode()).isEqualTo(404);
        assertThat(get("/instruments/LSSTCam/nights/20260116").statusCode()).isEqualTo(404);
        assertThat(get(EXPOSURE + "1").statusCode()).isEqualTo(404);
        assertThat(get(EXPOSURE + "x").statusCode()).isEqualTo(404);
        assertThat(get(EXPOSURE + "1/header").statusCode()).isEqualTo(404);
        assertThat(get("/instruments/LSSTCam/visits/1").statusCode()).isEqualTo(404);
    }

    @Test
    void a_long_answer_is_packed_for_who_can_unpack_it() throws Exception {
        var packed =
                CLIENT.send(
                        HttpRequest.newBuilder(uri(NIGHT + "/exposures"))
                                .header("Accept-Encoding", "gzip")
                                .build(),
                        BodyHandlers.ofInputStream());

        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        try (var body = new GZIPInputStream(packed.body())) {
            assertThat(JSON.readTree(body).path("exposures").size()).isGreaterThanOrEqualTo(117);
        }
    }

    @Test
    void the_address_that_the_start_prints_leads_to_the_description() throws Exception {
        for (var path : List.of("", "/")) {
            var answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(303);
            assertThat(answer.headers().firstValue("Location"))
                    .hasValue(site.address() + "api/openapi.json");
        }
    }

    @Test
    void an_exposure_is_told_to_who_listens_when_it_arrives() throws Exception {
        var stream =
                CLIENT.send(
                        HttpRequest.newBuilder(uri("/events?instrument=LSSTCam")).build(),
                        BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(stream.body(), UTF_8))) {
            assertThat(lines.readLine()).isEqualTo(":here");
            site.arrive();
            var told = lines.lines().filter(line -> line.startsWith("data:")).findFirst();

            assertThat(told.orElseThrow())
                    .contains("\"exposure_id\":2026011500118", "\"day_obs\":20260115");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "another process\n{\"schema\":\"cdb_lsstcam\",\"table\":\"exposure\",\"key\":{}}"
            })
    void who_listens_is_told_to_reload_when_nobody_says_what_changed(String payload)
            throws Exception {
        var stream =
                CLIENT.send(
                        HttpRequest.newBuilder(uri("/events?instrument=LSSTCam")).build(),
                        BodyHandlers.ofInputStream());
        try (var listener = site.listen();
                var lines = new BufferedReader(new InputStreamReader(stream.body(), UTF_8))) {
            assertThat(listener).isNotNull();
            assertThat(lines.readLine()).isEqualTo(":here");

            site.announce(payload);

            assertThat(lines.lines().filter(line -> line.startsWith("event:")).findFirst())
                    .hasValueSatisfying(line -> assertThat(line).endsWith("reload"));
        }
    }

    @TestFactory
    Stream<DynamicTest> every_path_is_described_and_answers_as_described() throws Exception {
        var document = ask("/openapi.json");
        var read = site.api().answered().stream().map(CameraRoute::path).toList();
        var schemas = new SchemaCheck(document.path("components").path("schemas"));
        return document.path("paths")
                .propertyStream()
                .filter(path -> read.contains(path.getKey()))
                .map(
                        path ->
                                DynamicTest.dynamicTest(
                                        path.getKey(),
                                        () -> {
                                            var answer = ask(filled(path.getKey()));
                                            var schema =
                                                    path.getValue()
                                                            .at(
                                                                    "/get/responses/200/content/application~1json/schema");
                                            assertThat(schemas.problems(schema, answer)).isEmpty();
                                        }));
    }

    @Test
    void the_description_knows_every_path_and_parameter_and_no_other() throws Exception {
        var described = new LinkedHashMap<String, List<String>>();
        ask("/openapi.json")
                .path("paths")
                .propertyStream()
                .forEach(
                        path ->
                                path.getValue()
                                        .propertyStream()
                                        .forEach(
                                                one ->
                                                        described.put(
                                                                one.getKey() + " " + path.getKey(),
                                                                queryNames(one.getValue()))));
        described.remove("get /events");
        described.keySet().removeIf(each -> each.matches("(put|delete) .*/flag"));

        Map<String, List<String>> answered = new LinkedHashMap<>();
        site.api()
                .answered()
                .forEach(
                        route ->
                                answered.put(
                                        "get " + route.path(),
                                        route.parameters().stream().sorted().toList()));
        site.api()
                .operations()
                .forEach(
                        operation ->
                                answered.put(
                                        operation.method().toLowerCase(Locale.ROOT)
                                                + " "
                                                + operation.path(),
                                        operation.parameters().stream().sorted().toList()));
        assertThat(described).containsExactlyInAnyOrderEntriesOf(answered);
    }

    private static List<String> queryNames(JsonNode operation) {
        return operation
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("in").asString("").equals("query"))
                .map(parameter -> parameter.path("name").stringValue())
                .sorted()
                .toList();
    }

    private static JsonNode field(JsonNode page, String name) {
        return page.path("fields")
                .valueStream()
                .filter(field -> field.path("name").stringValue().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String filled(String path) {
        return path.replace("{instrument}", "LSSTCam")
                .replace("{day_obs}", "20260115")
                .replace("{schema}", "cdb_lsstcam")
                .replace("{table}", "exposure")
                .replace("{exposure_id}", String.valueOf(SampleNight.id(60)))
                .replace("{visit_id}", String.valueOf(SampleNight.id(60)));
    }

    private static int total(String query) throws Exception {
        return ask(NIGHT + "/exposures?" + query).path("total").intValue();
    }

    private static void assertRefused(String path, String reason) throws Exception {
        var answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("rest.parameter").contains(reason);
    }

    private static JsonNode ask(String path) throws Exception {
        var answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create(site.address() + "api" + path);
    }
}
