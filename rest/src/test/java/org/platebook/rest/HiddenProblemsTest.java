package org.platebook.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** A site that keeps the problems of headers to itself shows everything else. */
class HiddenProblemsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> PAGES =
            List.of(
                    "instruments",
                    "instruments/LSSTCam/nights",
                    "instruments/LSSTCam/nights/20260115",
                    "instruments/LSSTCam/nights/20260115/exposures",
                    "instruments/LSSTCam/exposures/" + SampleNight.id(60));

    @Test
    void who_may_not_see_problems_sees_nights_and_exposures_without_them() throws Exception {
        try (var site = SampleSite.withHiddenProblems();
                var client = HttpClient.newHttpClient()) {
            for (var page : PAGES) {
                assertThat(ask(client, site.publicAddress(), page).findValues("problems"))
                        .as(page)
                        .isNotEmpty()
                        .allMatch(problems -> problems.asInt(0) == 0 && problems.isEmpty());
            }
            assertThat(ask(client, site.publicAddress(), "problems").path("total").asInt())
                    .isZero();
            assertThat(ask(client, site.address(), "problems").path("total").asInt()).isPositive();
            assertThat(
                            ask(client, site.address(), "instruments/LSSTCam/nights")
                                    .findValue("problems")
                                    .asInt())
                    .isPositive();
        }
    }

    private static JsonNode ask(HttpClient client, URI address, String page) throws Exception {
        var request = HttpRequest.newBuilder(address.resolve("/api/" + page)).build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(page + " " + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }
}
