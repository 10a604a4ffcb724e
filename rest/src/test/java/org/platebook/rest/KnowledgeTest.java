package org.platebook.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What REST tells of an exposure beyond its header: quick looks, what is worked out, marks,
 * history.
 */
class KnowledgeTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String NIGHT = "/instruments/LSSTCam/nights/20260115/exposures";
    private static final String EXPOSURE = "/instruments/LSSTCam/exposures/";
    private static final String VISIT = "/instruments/LSSTCam/visits/";

    private static SampleSite site;

    @BeforeAll
    static void start() {
        site = SampleSite.seenByAll();
    }

    @AfterAll
    static void stop() {
        site.close();
        CLIENT.close();
    }

    @Test
    void a_field_says_which_table_and_source_it_is_from() throws Exception {
        var page = ask(EXPOSURE + SampleNight.id(60));

        assertThat(text(field(page, "air_temp"), "table")).isEqualTo("exposure");
        assertThat(text(field(page, "air_temp"), "source")).isEqualTo("headers");
        assertThat(text(field(page, "mount_jitter_rms"), "source")).isEqualTo("rapid-analysis");
        assertThat(field(page, "mount_jitter_rms").path("value").asDouble()).isEqualTo(0.05);
        assertThat(field(page, "air_temp").path("formula").isNull()).isTrue();
    }

    @Test
    void what_is_worked_out_says_by_which_formula_and_where_that_is_from() throws Exception {
        var page = ask(EXPOSURE + SampleNight.id(60));
        var galactic = field(page, "galactic_lat");

        assertThat(text(galactic, "formula")).isEqualTo("(sky.galactic(s_ra, s_dec))[2]");
        assertThat(text(galactic, "reference")).contains("Hipparcos");
        assertThat(galactic.path("table").isNull()).isTrue();
        assertThat(galactic.path("value").asDouble()).isBetween(-90.0, 90.0);
        assertThat(text(field(page, "gap_since_previous"), "formula"))
                .contains("from exposure as previous")
                .doesNotContain("{");
    }

    @Test
    void seeing_and_depth_of_a_visit_are_worked_out_of_its_quick_look() throws Exception {
        var visit = ask(VISIT + SampleNight.id(60));

        assertThat(field(visit, "psf_fwhm").path("value").asDouble())
                .isCloseTo(
                        2 * Math.sqrt(2 * Math.log(2)) * (1.6 + 0.02 * (60 % 11)) * 0.2,
                        org.assertj.core.data.Offset.offset(1e-6));
        assertThat(text(field(visit, "psf_fwhm"), "formula"))
                .isEqualTo("sky.fwhm(psf_sigma_median, pixel_scale_median)");
        assertThat(text(field(visit, "five_sigma_depth"), "unit")).isEqualTo("mag");
        assertThat(visit.path("exposures").size()).isEqualTo(2);
    }

    @Test
    void exposures_of_a_night_tell_further_columns_of_theirs_and_of_their_visits()
            throws Exception {
        var page =
                ask(
                        NIGHT
                                + "?columns=visit.psf_fwhm,moon_separation,mount_jitter_rms&type=science");
        var column = page.path("columns").get(0);
        var values = page.path("exposures").get(32).path("values");

        assertThat(text(column, "name")).isEqualTo("visit.psf_fwhm");
        assertThat(text(column, "unit")).isEqualTo("arcsec");
        assertThat(values.get(0).asDouble()).isBetween(0.7, 0.9);
        assertThat(values.get(1).asDouble()).isBetween(1.0, 180.0);
        assertThat(values.get(2).asDouble()).isEqualTo(0.05);
        assertThat(ask(NIGHT).path("exposures").get(0).path("values").size()).isZero();
    }

    @Test
    void a_further_column_that_is_none_is_refused() throws Exception {
        for (var none : List.of("nonsense", "visit.nonsense", "s_ra;drop%20table%20x", "")) {
            var answer = get(site.address(), NIGHT + "?columns=airmass," + none);
            assertThat(answer.statusCode()).as(none).isEqualTo(400);
            assertThat(answer.body()).contains("rest.parameter", "expected columns of");
        }
        assertThat(get(site.address(), NIGHT + "?columns=" + "airmass,".repeat(40) + "band").body())
                .contains("expected at most 40");
    }

    @Test
    void exposures_are_chosen_by_their_mark() throws Exception {
        var bad = ask(NIGHT + "?flag=bad");

        assertThat(bad.path("total").intValue()).isEqualTo(1);
        assertThat(text(bad.path("exposures").get(0), "flag")).isEqualTo("bad");
        assertThat(ask(NIGHT + "?flag=bad,good").path("total").intValue()).isEqualTo(2);
        assertThat(text(ask(NIGHT + "?sort=flag").path("exposures").get(0), "flag"))
                .isEqualTo("bad");
    }

    @Test
    void an_exposure_as_of_a_moment_is_what_was_known_then() throws Exception {
        var path = EXPOSURE + SampleNight.id(SampleKnowledge.MARKED);
        var now = ask(path);
        var then = ask(path + "?as_of=" + SampleKnowledge.TAKEN);

        assertThat(text(field(now, "flag"), "value")).isEqualTo("bad");
        assertThat(text(field(now, "science_program"), "value")).isEqualTo("BLOCK-T365");
        assertThat(field(then, "flag").path("value").isNull()).isTrue();
        assertThat(text(field(then, "science_program"), "value")).isEqualTo("BLOCK-365");
        assertThat(ask(NIGHT + "?flag=bad&as_of=" + SampleKnowledge.TAKEN).path("total").intValue())
                .isZero();
    }

    @Test
    void the_history_of_an_exposure_tells_which_values_changed_by_which_source_and_record()
            throws Exception {
        var path = EXPOSURE + SampleNight.id(SampleKnowledge.MARKED) + "/history";
        var events = ask(path).path("events");
        var marked = events.get(0);
        var corrected = event(events, "exposure", "changed");

        assertThat(events.size()).isEqualTo(5);
        assertThat(text(marked, "table")).isEqualTo("exposure_flag");
        assertThat(text(marked, "source")).isEqualTo("observers");
        assertThat(changed(marked, "flag")).isEqualTo(List.of("questionable", "bad"));
        assertThat(corrected.path("values").size()).isEqualTo(1);
        assertThat(changed(corrected, "science_program"))
                .isEqualTo(List.of("BLOCK-365", "BLOCK-T365"));
        assertThat(text(ask("/records/" + text(corrected, "record")), "table"))
                .isEqualTo("cdb_lsstcam.exposure");
        assertThat(ask(path + "?as_of=" + SampleKnowledge.TAKEN).path("events").size())
                .isEqualTo(1);
    }

    @Test
    void the_history_tells_who_took_a_mark_away() throws Exception {
        var events =
                ask(EXPOSURE + SampleNight.id(SampleKnowledge.CLEARED) + "/history").path("events");
        var gone = event(events, "exposure_flag", "withdrawn");

        assertThat(text(gone, "source")).isEqualTo("observers");
        assertThat(gone.path("record").isString()).isTrue();
        assertThat(changed(gone, "flag")).isEqualTo(List.of("bad", "null"));
    }

    @Test
    void a_visit_is_marked_shown_with_its_exposures_and_its_history_keeps_the_mark()
            throws Exception {
        var flag = VISIT + SampleNight.id(110) + "/flag";
        assertThat(ask(flag).path("flag").isNull()).isTrue();

        var said = send("PUT", flag, "{\"flag\": \"questionable\", \"reason\": \"guiding\"}");
        assertThat(said.statusCode()).as(said.body()).isEqualTo(200);
        assertThat(JSON.readTree(said.body()).path("visit_id").longValue())
                .isEqualTo(SampleNight.id(110));
        for (int member : List.of(110, 111)) {
            var page = ask(EXPOSURE + SampleNight.id(member));
            assertThat(text(page.path("exposure"), "visit_flag")).isEqualTo("questionable");
            assertThat(page.path("exposure").path("flag").isNull()).isTrue();
        }
        assertThat(text(field(ask(VISIT + SampleNight.id(110)), "flag_reason"), "value"))
                .isEqualTo("guiding");

        assertThat(send("DELETE", flag, "").statusCode()).isEqualTo(200);
        assertThat(send("DELETE", flag, "").statusCode()).isEqualTo(404);
        var events = ask(VISIT + SampleNight.id(110) + "/history").path("events");
        assertThat(changed(event(events, "visit1_flag", "withdrawn"), "flag"))
                .isEqualTo(List.of("questionable", "null"));
    }

    @Test
    void the_mark_of_a_visit_is_told_of_its_exposures_to_who_listens() throws Exception {
        var uri = URI.create(site.address() + "api/events?instrument=LSSTCam");
        var stream = CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream());
        try (var lines =
                new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo(":here");
            send("PUT", VISIT + SampleNight.id(112) + "/flag", "{\"flag\": \"good\"}");
            var told = lines.lines().filter(line -> line.startsWith("data:")).limit(2).toList();

            assertThat(told.toString())
                    .contains(Long.toString(SampleNight.id(112)))
                    .contains(Long.toString(SampleNight.id(113)));
        }
        send("DELETE", VISIT + SampleNight.id(112) + "/flag", "");
    }

    @Test
    void the_history_of_a_visit_is_told_as_well_and_of_what_never_was_none() throws Exception {
        assertThat(
                        event(
                                        ask(VISIT + SampleNight.id(60) + "/history").path("events"),
                                        "visit1_quicklook",
                                        "added")
                                .path("values")
                                .size())
                .isEqualTo(6);
        assertThat(get(site.address(), EXPOSURE + "1/history").statusCode()).isEqualTo(404);
        assertThat(get(site.address(), VISIT + "1/history").statusCode()).isEqualTo(404);
    }

    @Test
    void a_column_of_a_wide_view_says_where_it_is_from_and_who_may_see_it() throws Exception {
        var columns = ask("/schema/cdb_lsstcam/exposure_wide").path("columns");
        var worked = column(columns, "moon_phase");

        assertThat(text(column(columns, "flag"), "table")).isEqualTo("exposure_flag");
        assertThat(text(column(columns, "flag"), "source")).isEqualTo("observers");
        assertThat(text(worked, "formula")).isEqualTo("sky.moon_phase(exp_midpt_mjd)");
        assertThat(text(worked, "reference")).contains("Meeus");
        assertThat(text(worked, "visibility")).isEqualTo("public");
    }

    @Test
    void changes_of_a_schema_are_told_and_what_the_database_was_told_to_staff_alone()
            throws Exception {
        var path = "/schema-changes?schema=cdb_lsstcam&table=exposure_flag";
        var staff = ask(path).path("changes").get(0);
        var others = JSON.readTree(get(site.publicAddress(), path).body()).path("changes").get(0);

        assertThat(staff.path("statements").size()).isPositive();
        assertThat(staff.path("statements").get(0).stringValue()).contains("exposure_flag");
        assertThat(text(staff, "schema")).isEqualTo("cdb_lsstcam");
        assertThat(others.path("statements").size()).isZero();
        assertThat(others.path("changed_by").isNull()).isTrue();
        assertThat(get(site.address(), "/schema-changes?schema=none").statusCode()).isEqualTo(404);
        assertThat(get(site.address(), "/schema-changes").body()).contains("schema is missing");
        assertThat(
                        get(site.address(), "/schema-changes?schema=cdb_lsstcam&table=none")
                                .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_table_that_the_public_may_not_see_is_not_there_for_it_nor_are_its_changes()
            throws Exception {
        var hidden = "/schema/cdb_lsstcam/calibration";
        var changes = "/schema-changes?schema=cdb_lsstcam&table=calibration";

        assertThat(text(ask(hidden), "visibility")).isEqualTo("staff");
        assertThat(ask(changes).path("changes").size()).isPositive();
        assertThat(get(site.publicAddress(), hidden).statusCode()).isEqualTo(404);
        assertThat(get(site.publicAddress(), changes).statusCode()).isEqualTo(404);
        assertThat(get(site.publicAddress(), EXPOSURE + SampleNight.id(60)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void callers_are_told_whom_they_are_taken_for() throws Exception {
        var local = ask("/caller");
        var anonymous = JSON.readTree(get(site.publicAddress(), "/caller").body());

        assertThat(text(local, "role")).isEqualTo("staff");
        assertThat(local.path("scopes").get(0).stringValue()).isEqualTo("admin");
        assertThat(text(anonymous, "name")).isEqualTo("anonymous");
        assertThat(anonymous.path("scopes").valueStream().map(JsonNode::stringValue))
                .containsExactly("read:public");
    }

    private static JsonNode event(JsonNode events, String table, String change) {
        return events.valueStream()
                .filter(event -> text(event, "table").equals(table))
                .filter(event -> text(event, "change").equals(change))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> changed(JsonNode event, String column) {
        return event.path("values")
                .valueStream()
                .filter(value -> text(value, "column").equals(column))
                .map(
                        value ->
                                List.of(
                                        value.path("old").asString("null"),
                                        value.path("new").asString("null")))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode field(JsonNode page, String name) {
        return column(page.path("fields"), name);
    }

    private static JsonNode column(JsonNode columns, String name) {
        return columns.valueStream()
                .filter(field -> text(field, "name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).stringValue();
    }

    private static JsonNode ask(String path) throws Exception {
        var answer = get(site.address(), path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> send(String method, String path, String body)
            throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(site.address() + "api" + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(URI address, String path) throws Exception {
        var uri = URI.create(address + "api" + path);
        return CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
