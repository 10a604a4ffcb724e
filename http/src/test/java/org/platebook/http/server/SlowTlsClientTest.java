package org.platebook.http.server;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;

/** Clients that let us wait are let go over TLS too, also before they have agreed on keys. */
class SlowTlsClientTest extends SlowClientTest {

    /** The beginning of a message by which a client begins TLS (RFC 8446, 5.1), of 512 bytes. */
    private static final String HALF_A_HELLO = "\u0016\u0003\u0001\u0002\u0000\u0001";

    private static @Nullable Path folder;
    private static @Nullable OwnCertificate certificate;

    @BeforeAll
    static void make() throws Exception {
        var made = Files.createTempDirectory("tls");
        var files = new CertificateFiles(made.resolve("tls.crt"), made.resolve("tls.key"));
        TestCertificate.of("EC", "slow").write(files);
        certificate = OwnCertificate.of(files);
        folder = made;
        Files.delete(files.certificate());
        Files.delete(files.key());
        agreeOnce(certificate);
    }

    /** The first time that TLS is spoken takes far longer than any other. */
    private static void agreeOnce(OwnCertificate certificate) throws Exception {
        var parts = SiteParts.of("127.0.0.1", 0, List.of(), List::of).proving(certificate);
        try (var site = new HttpSite(parts);
                var client = HttpClient.newBuilder().sslContext(Trust.everybody()).build()) {
            var request = HttpRequest.newBuilder(site.address().resolve("health/live")).build();
            client.send(request, BodyHandlers.discarding());
        }
    }

    @AfterAll
    static void remove() throws IOException {
        if (folder != null) {
            Files.delete(folder);
        }
    }

    @Test
    void a_client_that_says_nothing_is_let_go() throws Exception {
        try (var socket = plain()) {
            assertLetGo(socket);
        }
    }

    @Test
    void a_client_that_stops_while_keys_are_agreed_on_is_let_go() throws Exception {
        try (var socket = plain()) {
            send(socket, HALF_A_HELLO);
            assertLetGo(socket);
        }
    }

    @Test
    void a_client_that_begins_tls_byte_by_byte_is_let_go() throws Exception {
        try (var socket = plain()) {
            send(socket, HALF_A_HELLO);
            dribble(socket, "a");
            assertLetGo(socket);
        }
    }

    @Override
    Duration patience() {
        return Duration.ofSeconds(1);
    }

    private Socket plain() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(30_000);
        return socket;
    }

    @Override
    HttpClient client() {
        try {
            return HttpClient.newBuilder().sslContext(Trust.everybody()).build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    Socket secured(Socket plain) throws IOException {
        try {
            return Trust.everybody().getSocketFactory().createSocket(plain, "localhost", 0, true);
        } catch (GeneralSecurityException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    @Override
    @Nullable OwnCertificate certificate() {
        return certificate;
    }
}
