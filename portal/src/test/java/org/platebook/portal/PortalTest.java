package org.platebook.portal;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.platebook.http.server.HttpSite;
import org.platebook.http.server.SiteParts;

import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** The portal's files, over HTTP. */
class PortalTest {

    private final HttpSite site =
            new HttpSite(SiteParts.of("127.0.0.1", 0, List.of(new Portal()), List::of));
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.close();
        site.close();
    }

    @Test
    void a_path_below_api_that_nobody_answers_is_missing_and_not_the_portal() throws Exception {
        var answer = get("api/nothing");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("site.path");
    }

    @Test
    void a_file_that_is_not_there_is_missing() throws Exception {
        assertThat(get("assets/none.js").statusCode()).isEqualTo(404);
        assertThat(get("..%2f..%2fetc/passwd").statusCode()).isIn(400, 404);
    }

    @Test
    void every_view_of_the_portal_has_its_own_address() throws Exception {
        var first = get("");
        var view = get("nights/LSSTCam/20260115?sort=-airmass");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(first.body()).contains("<title>Platebook</title>");
        assertThat(view.body()).isEqualTo(first.body());
    }

    @Test
    void a_browser_asks_again_for_the_page_but_keeps_its_scripts() throws Exception {
        var page = get("");
        var script = Pattern.compile("assets/[^\"]+\\.js").matcher(page.body());
        assertThat(script.find()).isTrue();
        var again =
                client.send(
                        request("")
                                .header(
                                        "If-None-Match",
                                        page.headers().firstValue("ETag").orElseThrow())
                                .build(),
                        BodyHandlers.ofString());

        assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(get(script.group()).headers().firstValue("Cache-Control"))
                .contains("public, max-age=31536000, immutable");
    }

    @Test
    void scripts_are_sent_packed_to_who_can_unpack_them() throws Exception {
        var script = Pattern.compile("assets/[^\"]+\\.js").matcher(get("").body());
        assertThat(script.find()).isTrue();
        var plain = get(script.group());
        var packed =
                client.send(
                        request(script.group()).header("Accept-Encoding", "br, gzip").build(),
                        BodyHandlers.ofByteArray());

        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(packed.body().length).isLessThan(plain.body().length() / 2);
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(unpacked.readAllBytes()).asString(UTF_8).isEqualTo(plain.body());
        }
    }

    @Test
    void the_portal_loads_nothing_from_elsewhere() throws Exception {
        var page = get("");

        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'self'");
        assertThat(page.body()).doesNotContain("http://").doesNotContain("https://");
    }

    @Test
    void the_head_of_the_page_can_be_asked_for_alone() throws Exception {
        var head = client.send(request("").HEAD().build(), BodyHandlers.ofString());

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Type"))
                .isEqualTo(get("").headers().firstValue("Content-Type"));
        assertThat(head.body()).isEmpty();
    }

    @Test
    void only_files_of_the_portal_are_given_from_the_class_path() throws Exception {
        for (var path :
                List.of(
                        "org/platebook/portal/Portal.class",
                        "Portal.class",
                        "assets/%2e%2e/Portal.class",
                        "logback.xml",
                        ".built")) {
            assertThat(get(path).statusCode()).as(path).isIn(400, 404);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(site.address().resolve("/" + path));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }
}
