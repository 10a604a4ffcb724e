package org.platebook.rest.tap;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.platebook.rest.SampleSite;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** TAP, asked over HTTP about the sample night. */
class TapSectionTest {

    /** More than the connections that readers of one role share. */
    private static final int MORE_THAN_THE_POOL = 10;

    private static SampleSite site;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        site = new SampleSite();
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        client.close();
        site.close();
    }

    @Test
    void a_query_is_answered_whether_it_comes_in_the_address_or_in_a_form() throws Exception {
        var query =
                "REQUEST=doQuery&LANG=ADQL&FORMAT=csv&QUERY="
                        + encoded(
                                "SELECT exposure_name FROM cdb_lsstcam.exposure WHERE seq_num = 60");
        var inAddress = send(request("/sync?" + query).build());
        var inForm =
                send(
                        request("/sync")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(query))
                                .build());

        assertThat(inAddress.statusCode()).as(inAddress.body()).isEqualTo(200);
        assertThat(inAddress.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/csv");
        assertThat(inAddress.body().lines())
                .containsExactly("exposure_name", "MC_O_20260115_000060");
        assertThat(inForm.body()).isEqualTo(inAddress.body());
    }

    @Test
    void a_query_that_cannot_be_right_is_refused_in_a_document() throws Exception {
        var answer =
                send(
                        request("/sync?LANG=ADQL&QUERY=" + encoded("SELECT nonsense FROM no"))
                                .build());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("QUERY_STATUS").contains("ERROR");
    }

    @Test
    void a_form_of_several_parts_is_refused_by_its_kind_and_not_for_missing_parameters()
            throws Exception {
        var answer =
                send(
                        request("/sync")
                                .header("Content-Type", "multipart/form-data; boundary=x")
                                .POST(BodyPublishers.ofString("--x--\r\n"))
                                .build());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(
                        type -> assertThat(type).startsWith("application/x-votable+xml"));
        assertThat(answer.body()).contains("application/x-www-form-urlencoded");
    }

    @Test
    void the_address_that_the_start_prints_is_a_page_for_people() throws Exception {
        assertThat(send(request("").build()).body()).contains("/tap/examples");
        assertThat(send(request("/").build()).body()).contains("/tap/examples");
    }

    @Test
    void the_service_describes_itself_at_the_address_it_was_asked_at() throws Exception {
        assertThat(send(request("/capabilities").build()).body())
                .contains("http://127.0.0.1:" + site.address().getPort() + "/tap");
        assertThat(send(request("/availability").build()).body()).contains("true");
        assertThat(send(request("/tables").build()).body()).contains("cdb_lsstcam.exposure");
        assertThat(send(request("/nothing").build()).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"1,csv,OVERFLOW", "1,parquet,OVERFLOW", "1,votable,OVERFLOW", "100000,csv,OK"})
    void a_trailer_says_how_the_table_ended(long most, String format, String status)
            throws Exception {
        var query =
                "/tap/sync?LANG=ADQL&FORMAT=%s&MAXREC=%d&QUERY=%s"
                        .formatted(
                                format,
                                most,
                                encoded(
                                        "SELECT exposure_name, s_region FROM cdb_lsstcam.exposure"));

        assertThat(raw(query, "TE: trailers\r\n"))
                .contains("Trailer: X-Table-Status")
                .contains("\r\nX-Table-Status: " + status + "\r\n");
        assertThat(raw(query, "")).doesNotContain("Trailer:").endsWith("\r\n0\r\n\r\n");
    }

    /** All that comes, as it comes. */
    private static String raw(String path, String header) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), site.address().getPort())) {
            var request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    @Test
    void a_client_that_goes_away_gives_its_connection_back() throws Exception {
        var endless =
                "/sync?LANG=ADQL&FORMAT=csv&MAXREC=1000000&QUERY="
                        + encoded(
                                "SELECT a.exposure_name, b.exposure_name AS other FROM"
                                        + " cdb_lsstcam.exposure AS a, cdb_lsstcam.exposure AS b,"
                                        + " cdb_lsstcam.exposure AS c");
        for (int i = 0; i < MORE_THAN_THE_POOL; i++) {
            try (var impatient = HttpClient.newHttpClient()) {
                var answer = impatient.send(request(endless).build(), BodyHandlers.ofInputStream());
                assertThat(answer.statusCode()).isEqualTo(200);
                answer.body().close();
            }
        }

        var after =
                send(
                        request(
                                        "/sync?LANG=ADQL&FORMAT=csv&QUERY="
                                                + encoded(
                                                        "SELECT COUNT(*) AS n FROM"
                                                                + " cdb_lsstcam.exposure"))
                                .build());
        assertThat(after.body().lines()).containsExactly("n", "117");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(site.address() + "tap" + path));
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, BodyHandlers.ofString());
    }
}
