package org.platebook.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.webserver.http.HttpRules;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.platebook.http.access.AccessConfig;
import org.platebook.http.access.AccessConfig.Anonymous;
import org.platebook.http.access.AccessConfig.Metrics;
import org.platebook.http.access.Gate;
import org.platebook.model.failure.Refused;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.testkit.TestPostgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;

/** A site that speaks TLS with a certificate of its own; keytool of the JDK makes certificates. */
class TlsTest {

    private static TestCertificate first;

    @TempDir private Path folder = Path.of("");
    private CertificateFiles files = new CertificateFiles(Path.of(""), Path.of(""));

    @BeforeAll
    static void make() throws Exception {
        first = TestCertificate.of("RSA", "first");
    }

    @BeforeEach
    void write() throws Exception {
        files = new CertificateFiles(folder.resolve("tls.crt"), folder.resolve("tls.key"));
        first.write(files);
    }

    @Test
    void a_site_with_a_certificate_answers_over_tls_at_an_address_that_says_so() throws Exception {
        var certificate = OwnCertificate.of(files);
        try (var site = site(certificate);
                var client = HttpClient.newBuilder().sslContext(Trust.everybody()).build()) {
            assertThat(site.address().getScheme()).isEqualTo("https");
            var answer =
                    client.send(
                            HttpRequest.newBuilder(site.address().resolve("told")).build(),
                            BodyHandlers.ofString());
            assertThat(answer.body()).isEqualTo(site.address() + "x");
            assertThat(subject(site)).isEqualTo("CN=first");
            var health =
                    client.send(
                            HttpRequest.newBuilder(site.address().resolve("health/ready")).build(),
                            BodyHandlers.ofString());
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body())
                    .contains("\"certificate_end\":\"" + certificate.end() + "\"")
                    .contains("\"certificate_problem\":null");
        }
    }

    @Test
    void a_page_of_the_site_itself_may_ask_over_tls_and_one_over_plain_http_may_not()
            throws Exception {
        var access = new AccessConfig(Anonymous.STAFF, Metrics.LOCAL, null, null, Map.of());
        try (var database =
                        Database.open(DatabaseSettings.of(TestPostgres.fresh(), "postgres", null));
                var site =
                        new HttpSite(
                                SiteParts.of("127.0.0.1", 0, List.of(new Told()), List::of)
                                        .proving(OwnCertificate.of(files))
                                        .behind(
                                                new Gate(
                                                        access,
                                                        database,
                                                        InstantSource.system())));
                var client = HttpClient.newBuilder().sslContext(Trust.everybody()).build()) {
            var authority = "://" + site.address().getAuthority();
            for (var asked : Map.of("https", 200, "http", 403).entrySet()) {
                var request =
                        HttpRequest.newBuilder(site.address().resolve("told"))
                                .header("Origin", asked.getKey() + authority)
                                .build();
                assertThat(client.send(request, BodyHandlers.discarding()).statusCode())
                        .as(asked.getKey())
                        .isEqualTo(asked.getValue());
            }
        }
    }

    @Test
    void curl_is_answered_that_trusts_the_certificate_alone() throws Exception {
        try (var site = site(OwnCertificate.of(files))) {
            var curl =
                    new ProcessBuilder(
                                    "curl",
                                    "-sS",
                                    "--cacert",
                                    files.certificate().toString(),
                                    site.address().resolve("told").toString())
                            .redirectErrorStream(true)
                            .start();
            assertThat(new String(curl.getInputStream().readAllBytes(), UTF_8))
                    .isEqualTo(site.address() + "x");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void a_renewed_certificate_serves_new_connections_and_old_ones_go_on(String algorithm)
            throws Exception {
        try (var site = site(new OwnCertificate(files, Duration.ofMillis(20)));
                var before = connect(site, "TLSv1.3")) {
            before.startHandshake();

            TestCertificate.of(algorithm, "second").write(files);
            while (!subject(site).equals("CN=second")) {
                Thread.onSpinWait();
            }

            before.getOutputStream()
                    .write("GET /told HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
            assertThat(before.getInputStream().read()).isEqualTo('H');
        }
    }

    @Test
    void broken_files_keep_the_certificate_and_are_told_until_they_are_right() throws Exception {
        var certificate = OwnCertificate.of(files);
        var end = certificate.end();
        var other = TestCertificate.of("RSA", "second");

        for (var broken : List.of("", "nonsense", other.certificate())) {
            Files.writeString(files.certificate(), broken);
            assertThat(certificate.look()).isFalse();
            assertThat(certificate.problem()).contains("tls.");
            assertThat(certificate.end()).isEqualTo(end);
            assertThat(certificate.look()).isFalse();
        }
        Files.delete(files.certificate());
        assertThat(certificate.look()).isFalse();
        assertThat(certificate.problem()).contains("cannot be read");
        try (var site = site(certificate)) {
            assertThat(subject(site)).isEqualTo("CN=first");
        }

        other.write(files);
        assertThat(certificate.look()).isTrue();
        assertThat(certificate.problem()).isNull();
        assertThat(certificate.look()).isFalse();
    }

    @Test
    void tls_before_1_2_is_not_spoken() throws Exception {
        try (var site = site(OwnCertificate.of(files))) {
            for (var known : List.of("TLSv1.2", "TLSv1.3")) {
                try (var socket = connect(site, known)) {
                    socket.startHandshake();
                    assertThat(socket.getSession().getProtocol()).isEqualTo(known);
                }
            }
            assertThat(OwnCertificate.of(files).tls().newEngine().getEnabledProtocols())
                    .containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void keys_of_every_kind_and_form_are_read(String algorithm) throws Exception {
        var made = TestCertificate.of(algorithm, "any");
        for (var form : made.keys()) {
            Files.writeString(files.certificate(), "a word before\n" + made.certificate());
            Files.writeString(files.key(), form);
            assertThat(OwnCertificate.of(files).tls().enabled()).isTrue();
        }
    }

    @Test
    void what_is_wrong_with_the_files_is_refused_at_the_start() throws Exception {
        var right = Files.readString(files.certificate());
        var key = Files.readString(files.key());

        assertRefused("", key, "config.http.tls.certificateFile", "no block BEGIN CERTIFICATE");
        assertRefused(key, key, "config.http.tls.certificateFile", "tls.crt");
        assertRefused(right, "", "config.http.tls.keyFile", "no block BEGIN PRIVATE KEY");
        assertRefused(right, right, "config.http.tls.keyFile", "no block BEGIN PRIVATE KEY");
        assertRefused(
                right,
                key.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"),
                "config.http.tls.keyFile",
                "is encrypted");
        assertRefused(
                right,
                TestCertificate.of("RSA", "other").keys().getFirst(),
                "config.http.tls.keyFile",
                "is not the key of");
        Files.delete(files.key());
        assertThatThrownBy(() -> OwnCertificate.of(files))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("tls.key");
    }

    private void assertRefused(String certificate, String key, String code, String text)
            throws IOException {
        Files.writeString(files.certificate(), certificate);
        Files.writeString(files.key(), key);
        assertThatThrownBy(() -> OwnCertificate.of(files))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(code);
                            assertThat(refused.text()).contains(text);
                        });
    }

    private static HttpSite site(OwnCertificate certificate) {
        return new HttpSite(
                SiteParts.of("127.0.0.1", 0, List.of(new Told()), List::of).proving(certificate));
    }

    /** Whose certificate a new connection is shown. */
    private static String subject(HttpSite site) throws Exception {
        try (var socket = connect(site, "TLSv1.3")) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        } catch (SSLHandshakeException e) {
            throw new AssertionError("the certificate is not shown", e);
        }
    }

    private static SSLSocket connect(HttpSite site, String protocol) throws Exception {
        var socket =
                (SSLSocket)
                        Trust.everybody()
                                .getSocketFactory()
                                .createSocket(
                                        InetAddress.getLoopbackAddress(), site.address().getPort());
        socket.setEnabledProtocols(new String[] {protocol});
        return socket;
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
