package org.platebook.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Clients that let us wait are let go; nobody is cut off who waits for us. */
class SlowClientTest {

    private static final int CLIENT_TIMEOUT_MILLIS = 30_000;
    private static final String HALF_A_HEAD =
            "GET /test/quick HTTP/1.1\r\nHost: localhost\r\nX-Slow";
    private static final String HEAD_OF_A_BODY =
            "POST /test/body HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n";

    private final BlockingQueue<Answered> answered = new LinkedBlockingQueue<>();
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
    private final HttpClient client = client();
    private final Set<Thread> abandoned = ConcurrentHashMap.newKeySet();
    private final CountDownLatch departed = new CountDownLatch(1);
    private final CompletableFuture<Thread> answerer = new CompletableFuture<>();
    private HttpSite site;

    @BeforeEach
    void start() {
        site = site(patience());
    }

    @AfterEach
    void stop() {
        clock.shutdownNow();
        site.close();
        client.close();
    }

    @Test
    void a_client_that_asks_nothing_is_let_go() throws Exception {
        try (var socket = connect()) {
            assertLetGo(socket);
        }
    }

    @Test
    void a_client_that_stops_in_the_head_is_let_go() throws Exception {
        for (var beginning : List.of("G", "GET /test/qui", HALF_A_HEAD)) {
            try (var socket = connect()) {
                send(socket, beginning);
                assertLetGo(socket);
            }
        }
    }

    @Test
    void a_client_that_sends_its_head_byte_by_byte_is_let_go() throws Exception {
        try (var socket = connect()) {
            send(socket, HALF_A_HEAD);
            dribble(socket, "a");
            assertLetGo(socket);
        }
    }

    @Test
    void a_client_that_stops_in_the_body_is_let_go() throws Exception {
        try (var socket = connect()) {
            send(socket, HEAD_OF_A_BODY + "the beginning");
            assertLetGo(socket);
        }
    }

    @Test
    void a_client_that_sends_its_body_byte_by_byte_is_let_go() throws Exception {
        try (var socket = connect()) {
            send(socket, HEAD_OF_A_BODY);
            dribble(socket, "a");
            assertLetGo(socket);
        }
    }

    @Test
    void a_client_that_asks_nothing_more_is_let_go() throws Exception {
        try (var socket = connect()) {
            send(socket, "GET /test/quick HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(answer(socket)).startsWith("HTTP/1.1 200 OK").endsWith("quick");
        }
    }

    @Test
    void a_client_that_does_not_take_its_answer_is_let_go() throws Exception {
        try (var socket = connect()) {
            send(socket, "GET /test/endless HTTP/1.1\r\nHost: localhost\r\n\r\n");

            assertThat(answered.poll(CLIENT_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS))
                    .satisfies(
                            each -> {
                                assertThat(each.path()).isEqualTo("/test/endless");
                                assertThat(each.client()).isEqualTo("127.0.0.1");
                            });
        }
    }

    @Test
    void many_of_them_keep_nobody_out() throws Exception {
        var slow = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 500; i++) {
                var socket = connect();
                slow.add(socket);
                send(socket, i % 2 == 0 ? HALF_A_HEAD : HEAD_OF_A_BODY);
                if (i % 50 == 0) {
                    assertThat(get("test/quick")).isEqualTo("quick");
                }
            }
            assertThat(get("test/quick")).isEqualTo("quick");
            for (var socket : slow) {
                assertLetGo(socket);
            }
            assertThat(get("test/quick")).isEqualTo("quick");
        } finally {
            for (var socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void nobody_is_cut_off_who_waits_for_a_long_query() throws Exception {
        assertThat(get("test/long")).isEqualTo("at last");
        assertThat(
                        client.send(
                                        HttpRequest.newBuilder(
                                                        URI.create(site.address() + "test/long"))
                                                .POST(HttpRequest.BodyPublishers.ofString("body"))
                                                .build(),
                                        BodyHandlers.ofString())
                                .body())
                .isEqualTo("at last");
    }

    @Test
    void nobody_is_cut_off_to_whom_something_is_told_now_and_then() throws Exception {
        assertThat(get("test/events")).isEqualTo("event\n".repeat(3));
    }

    @Test
    void a_body_that_comes_slowly_but_comes_is_read() throws Exception {
        site.close();
        site = site(Duration.ofSeconds(4));
        int pieces = 7;
        var piece = "a".repeat(1100);
        try (var socket = connect()) {
            send(
                    socket,
                    "POST /test/body HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
                            .formatted(pieces * piece.length()));
            var left = new CountDownLatch(pieces);
            var _ =
                    clock.scheduleAtFixedRate(
                            () -> {
                                if (left.getCount() > 0) {
                                    send(socket, piece);
                                    left.countDown();
                                }
                            },
                            0,
                            900,
                            TimeUnit.MILLISECONDS);

            assertThat(answer(socket)).endsWith("7700 bytes");
            assertThat(left.getCount()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /test/until-departure HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "POST /test/until-departure HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nbody"
            })
    void who_works_for_a_client_that_has_gone_is_told(String request) throws Exception {
        try (var socket = connect()) {
            send(socket, request);
            answerer.get(CLIENT_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        }

        assertThat(departed.await(CLIENT_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
        assertThat(abandoned).containsExactly(answerer.get());
    }

    @Test
    void nobody_is_abandoned_by_a_client_that_waits_or_asks_for_more_meanwhile() throws Exception {
        try (var socket = connect()) {
            send(socket, "GET /test/long HTTP/1.1\r\nHost: localhost\r\n\r\n");
            passTime();
            send(
                    socket,
                    "GET /test/quick HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

            assertThat(answer(socket)).contains("at last").endsWith("quick");
        }
        assertThat(abandoned).isEmpty();
    }

    /** Far more than every patience of these tests. */
    private void passTime() throws InterruptedException {
        assertThat(new CountDownLatch(1).await(2, TimeUnit.SECONDS)).isFalse();
    }

    void dribble(Socket socket, String letter) {
        var _ = clock.scheduleAtFixedRate(() -> send(socket, letter), 0, 50, TimeUnit.MILLISECONDS);
    }

    static void assertLetGo(Socket socket) {
        assertThat(answer(socket)).doesNotContain("200 OK");
    }

    /** All that comes until the connection is closed. */
    private static String answer(Socket socket) {
        var answer = new StringBuilder();
        try {
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                answer.append((char) next);
            }
        } catch (SocketTimeoutException e) {
            throw new UncheckedIOException("it is not let go", e);
        } catch (IOException reset) {
            return answer.toString();
        }
        return answer.toString();
    }

    static void send(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(UTF_8));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Socket connect() throws IOException {
        var socket = secured(new Socket(InetAddress.getLoopbackAddress(), port()));
        socket.setSoTimeout(CLIENT_TIMEOUT_MILLIS);
        return socket;
    }

    /** How long a client may let the site wait in most of these tests. */
    Duration patience() {
        return Duration.ofMillis(500);
    }

    int port() {
        return site.address().getPort();
    }

    HttpClient client() {
        return HttpClient.newHttpClient();
    }

    /** The connection as its client uses it. */
    Socket secured(Socket plain) throws IOException {
        return plain;
    }

    /** What the site proves itself with; null for plain HTTP. */
    @Nullable OwnCertificate certificate() {
        return null;
    }

    private String get(String path) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(URI.create(site.address() + path)).build(),
                        BodyHandlers.ofString())
                .body();
    }

    private HttpSite site(Duration patience) {
        return new HttpSite(
                SiteParts.of("127.0.0.1", 0, List.of(new Answers()), List::of)
                        .proving(certificate())
                        .within(
                                new SiteParts.Bounds(
                                        1 << 20,
                                        new ClientPatience(patience, patience, patience, patience),
                                        Duration.ofSeconds(5)))
                        .watchedBy(
                                new SiteParts.Observers(
                                        List.of(answered::add),
                                        thread -> {
                                            abandoned.add(thread);
                                            departed.countDown();
                                        })));
    }

    private final class Answers implements Section {

        @Override
        public String path() {
            return "/test";
        }

        @Override
        public void routing(HttpRules rules) {
            rules.get("/quick", (_, response) -> response.send("quick"));
            rules.post(
                    "/body",
                    (request, response) ->
                            response.send(request.content().as(byte[].class).length + " bytes"));
            rules.get(
                    "/long",
                    (_, response) -> {
                        passTime();
                        response.send("at last");
                    });
            rules.post(
                    "/long",
                    (request, response) -> {
                        assertThat(request.content().as(String.class)).isEqualTo("body");
                        passTime();
                        response.send("at last");
                    });
            rules.any("/until-departure", this::untilDeparture);
            rules.get(
                    "/events",
                    (_, response) -> {
                        try (var out = response.outputStream()) {
                            for (int i = 0; i < 3; i++) {
                                out.write("event\n".getBytes(UTF_8));
                                out.flush();
                                passTime();
                            }
                        }
                    });
            rules.get(
                    "/endless",
                    (_, response) -> {
                        try (var out = response.outputStream()) {
                            while (true) {
                                out.write(new byte[1 << 20]);
                            }
                        }
                    });
        }

        private void untilDeparture(ServerRequest request, ServerResponse response)
                throws InterruptedException {
            if (request.content().hasEntity()) {
                assertThat(request.content().as(String.class)).isEqualTo("body");
            }
            answerer.complete(Thread.currentThread());
            assertThat(departed.await(CLIENT_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
            response.send("to nobody");
        }
    }
}
