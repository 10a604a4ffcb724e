package org.platebook.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.webserver.http.HttpRules;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.platebook.http.access.AccessConfig;
import org.platebook.http.access.AccessConfig.Anonymous;
import org.platebook.http.access.AccessConfig.Metrics;
import org.platebook.http.access.Gate;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.testkit.TestPostgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Under which address a site tells callers where it is; 127.0.0.2 is its trusted proxy. */
class PublicAddressesTest {

    private static final String PROXY = "127.0.0.2";
    private static final String ELSEWHERE = "127.0.0.3";

    private static final AccessConfig ACCESS =
            new AccessConfig(
                    Anonymous.PUBLIC,
                    Metrics.LOCAL,
                    null,
                    new AccessConfig.Proxy(List.of(PROXY), Map.of(), List.of("read:public")),
                    Map.of());

    private static Database database;
    private static Gate gate;

    @BeforeAll
    static void start() {
        database = Database.open(DatabaseSettings.of(TestPostgres.fresh(), "postgres", null));
        gate = new Gate(ACCESS, database, InstantSource.system());
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    X-Forwarded-Proto: https|https://backend:8080/x
                    X-Forwarded-Proto: HTTPS;X-Forwarded-Host: data.example.org|https://data.example.org/x
                    X-Forwarded-Proto: https;X-Forwarded-Host: data.example.org;X-Forwarded-Port: 8443|https://data.example.org:8443/x
                    X-Forwarded-Proto: https;X-Forwarded-Host: data.example.org;X-Forwarded-Port: 443|https://data.example.org/x
                    X-Forwarded-Proto: https;X-Forwarded-Host: data.example.org:444;X-Forwarded-Port: 443|https://data.example.org:444/x
                    X-Forwarded-Proto: https;X-Forwarded-Port: 443|https://backend/x
                    X-Forwarded-Proto: https;X-Forwarded-Host: [2001:db8::1]|https://[2001:db8::1]/x
                    X-Forwarded-Proto: https;X-Forwarded-Host: a.example;X-Forwarded-Prefix: /platebook/|https://a.example/platebook/x
                    X-Forwarded-Host: forged.example, data.example.org|http://data.example.org/x
                    X-Forwarded-Host: forged.example;X-Forwarded-Host: data.example.org|http://data.example.org/x
                    Forwarded: for=192.0.2.1, for=10.0.0.1|http://backend:8080/x
                    """)
    void a_trusted_proxy_says_how_it_was_asked(String headers, String told) throws IOException {
        try (var site = site(null)) {
            assertThat(asked(site, PROXY, headers.split(";"))).isEqualTo(told);
        }
    }

    @Test
    void the_standard_header_counts_with_quotes_and_of_several_elements_the_last()
            throws IOException {
        try (var site = site(null)) {
            assertThat(
                            asked(
                                    site,
                                    PROXY,
                                    "Forwarded: for=192.0.2.1;host=forged.example;proto=http",
                                    "Forwarded: for=\"[2001:db8::1]:80\";Proto=https;host=\"data.example.org:444\""))
                    .isEqualTo("https://data.example.org:444/x");
        }
    }

    @Test
    void the_standard_header_does_not_count_beside_those_that_the_proxy_sets() throws IOException {
        try (var site = site(null)) {
            assertThat(
                            asked(
                                    site,
                                    PROXY,
                                    "Forwarded: host=forged.example;proto=http",
                                    "X-Forwarded-Proto: https"))
                    .isEqualTo("https://backend:8080/x");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded: proto=javascript;host=\"a b\"",
                "Forwarded: host=forged.example;proto",
                "Forwarded: host=\"forged.example",
                "X-Forwarded-Proto: ftp",
                "X-Forwarded-Host: forged.example/path",
                "X-Forwarded-Host: user@forged.example",
                "X-Forwarded-Host: <script>",
                "X-Forwarded-Port: 80a",
                "X-Forwarded-Prefix: //forged.example",
                "X-Forwarded-Prefix: /../etc"
            })
    void a_value_that_cannot_be_right_changes_nothing(String header) throws IOException {
        try (var site = site(null)) {
            assertThat(asked(site, PROXY, header)).isEqualTo("http://backend:8080/x");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded: host=forged.example;proto=https",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: forged.example",
                "X-Forwarded-Port: 444",
                "X-Forwarded-Prefix: /forged"
            })
    void a_forged_header_from_elsewhere_changes_nothing(String header) throws IOException {
        try (var site = site(null)) {
            assertThat(asked(site, ELSEWHERE, header)).isEqualTo("http://backend:8080/x");
            assertThat(asked(site, PROXY, header)).isNotEqualTo("http://backend:8080/x");
        }
    }

    @Test
    void the_address_of_the_sites_file_counts_before_any_header() throws IOException {
        try (var site = site("https://data.example.org/platebook")) {
            for (var from : List.of(PROXY, ELSEWHERE)) {
                assertThat(
                                asked(
                                        site,
                                        from,
                                        "X-Forwarded-Proto: http",
                                        "X-Forwarded-Host: other.example"))
                        .isEqualTo("https://data.example.org/platebook/x");
            }
        }
    }

    @Test
    void a_host_that_is_none_is_refused_where_an_address_is_told() throws IOException {
        try (var site = site(null)) {
            assertThat(raw(site, ELSEWHERE, "Host: a!b"))
                    .startsWith("HTTP/1.1 400")
                    .contains("tap.host");
        }
    }

    private static HttpSite site(@Nullable String publicUrl) {
        return new HttpSite(
                SiteParts.of("127.0.0.1", 0, List.of(new Told()), List::of)
                        .behind(gate)
                        .known(new PublicAddresses(publicUrl, gate::isByProxy)));
    }

    private static String asked(HttpSite site, String from, String... headers) throws IOException {
        var answer = raw(site, from, "Host: backend:8080\r\n" + String.join("\r\n", headers));
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    private static String raw(HttpSite site, String from, String headers) throws IOException {
        try (var socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            socket.connect(
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), site.address().getPort()));
            var request = "GET /told HTTP/1.1\r\n" + headers + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    /** Tells where its path x is. */
    private static final class Told implements Section {

        @Override
        public String path() {
            return "/told";
        }

        @Override
        public void routing(HttpRules rules) {
            rules.get(
                    "/",
                    (request, response) ->
                            response.send(PublicAddress.of(request).of("/x").toString()));
        }
    }
}
