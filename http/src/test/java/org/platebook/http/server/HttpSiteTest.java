package org.platebook.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.webserver.http.HttpRules;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.platebook.model.failure.Clash;
import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;
import org.platebook.model.failure.Missing;
import org.platebook.model.failure.Refused;
import org.platebook.model.failure.Uncertain;
import org.platebook.model.failure.Unreachable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

class HttpSiteTest {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final List<String> waitingFor = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpSite site;

    @BeforeEach
    void start() {
        site = site(0);
    }

    @AfterEach
    void stop() {
        site.close();
        client.close();
    }

    @Test
    void it_lives_and_is_ready_when_it_waits_for_nothing() throws Exception {
        assertThat(get("health/live").statusCode()).isEqualTo(200);
        assertThat(get("health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void it_says_what_it_waits_for() throws Exception {
        waitingFor.add("the database is still recovering");

        var answer = get("health/ready");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("the database is still recovering");
    }

    @Test
    void the_head_of_an_answer_can_be_asked_for_alone() throws Exception {
        for (var path : List.of("health/ready", "test/refused")) {
            var whole = get(path);
            var head =
                    client.send(
                            HttpRequest.newBuilder(site.address().resolve("/" + path))
                                    .HEAD()
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(head.statusCode()).as(path).isEqualTo(whole.statusCode());
            assertThat(head.headers().firstValue("Content-Type"))
                    .as(path)
                    .isEqualTo(whole.headers().firstValue("Content-Type"));
            assertThat(head.body()).as(path).isEmpty();
        }
    }

    @Test
    void a_method_that_a_path_does_not_know_is_refused_with_those_that_it_knows() throws Exception {
        var answer =
                client.send(
                        HttpRequest.newBuilder(site.address().resolve("/health/ready"))
                                .DELETE()
                                .build(),
                        BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
        assertThat(answer.body()).contains("http.405", "DELETE", "GET, HEAD");
    }

    @Test
    void a_path_that_no_section_knows_is_not_there_whatever_the_method() throws Exception {
        var answer =
                client.send(
                        HttpRequest.newBuilder(site.address().resolve("/api/nothing"))
                                .DELETE()
                                .build(),
                        BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(404);
    }

    @Test
    void each_kind_of_failure_has_its_status_and_keeps_its_code() throws Exception {
        assertProblem("refused", 400, "test.refused", "three is not a number");
        assertProblem("missing", 404, "test.missing", "not here");
        assertProblem("clash", 409, "test.clash", "somebody was faster");
        assertProblem("unreachable", 503, "test.unreachable", "asleep");
        assertProblem("uncertain", 503, "test.uncertain", "no answer");
    }

    @Test
    void our_own_fault_tells_the_caller_nothing_of_the_inside() throws Exception {
        var answer = get("test/fault");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("\"code\":\"internal\"").doesNotContain("select");
    }

    @Test
    void an_answer_carries_the_id_of_its_request_and_a_new_one_where_none_was_given()
            throws Exception {
        var given =
                client.send(
                        request("test/missing").header("X-Request-Id", "night-7").build(),
                        BodyHandlers.ofString());
        var forged =
                client.send(
                        request("test/missing").header("X-Request-Id", "a b<c>").build(),
                        BodyHandlers.ofString());

        assertThat(given.headers().firstValue("X-Request-Id")).contains("night-7");
        assertThat(given.body()).contains("\"request\":\"night-7\"");
        assertThat(forged.headers().firstValue("X-Request-Id").orElseThrow())
                .hasSize("00000000-0000-0000-0000-000000000000".length());
    }

    @Test
    void a_body_that_is_too_large_is_refused() throws Exception {
        var answer =
                client.send(
                        request("test/echo")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[2000]))
                                .build(),
                        BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void a_busy_port_is_one_clear_sentence() {
        int port = site.address().getPort();

        assertThatThrownBy(() -> site(port))
                .isInstanceOf(Clash.class)
                .hasMessage(
                        "port "
                                + port
                                + " on 127.0.0.1 is in use by another program: stop it, or choose"
                                + " another with --port");
    }

    @Test
    void a_request_that_is_being_answered_is_answered_before_the_site_stops() throws Exception {
        var underWay = client.sendAsync(request("test/slow").build(), BodyHandlers.ofString());
        begun.await();
        var stopping = Thread.ofVirtual().start(site::close);
        while (accepts(site.address().getPort())) {
            Thread.onSpinWait();
        }
        goOn.countDown();

        assertThat(underWay.get().body()).isEqualTo("done");
        stopping.join();
    }

    private static boolean accepts(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void a_stopped_site_leaves_its_port_to_the_next() throws Exception {
        int port = site.address().getPort();
        get("health/live");
        site.close();

        site = site(port);

        assertThat(get("health/live").statusCode()).isEqualTo(200);
    }

    private void assertProblem(String path, int status, String code, String detail)
            throws Exception {
        var answer = get("test/" + path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(answer.body())
                .contains("\"code\":\"" + code + "\"")
                .contains("\"detail\":\"" + detail + "\"");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(site.address() + path));
    }

    private HttpSite site(int port) {
        return new HttpSite(
                SiteParts.of("127.0.0.1", port, List.of(new Failing()), () -> waitingFor)
                        .within(
                                new SiteParts.Bounds(
                                        1000, ClientPatience.USUAL, Duration.ofSeconds(5))));
    }

    /** A code of each kind. */
    private enum TestCode implements FailureCode {
        REFUSED(FailureKind.REFUSED, "test.refused"),
        MISSING(FailureKind.MISSING, "test.missing"),
        CLASH(FailureKind.CLASH, "test.clash"),
        UNREACHABLE(FailureKind.UNREACHABLE, "test.unreachable"),
        UNCERTAIN(FailureKind.UNCERTAIN, "test.uncertain");

        private final Explanation explanation;

        TestCode(FailureKind kind, String code) {
            this.explanation = new Explanation(kind, code, "a test fails so", "nothing");
        }

        @Override
        public Explanation explanation() {
            return explanation;
        }
    }

    /** Fails in every way. */
    private final class Failing implements Section {

        @Override
        public String path() {
            return "/test";
        }

        @Override
        public void routing(HttpRules rules) {
            rules.get(
                    "/refused",
                    (_, _) -> {
                        throw new Refused(TestCode.REFUSED, "three is not a number");
                    });
            rules.get(
                    "/missing",
                    (_, _) -> {
                        throw new Missing(TestCode.MISSING, "not here");
                    });
            rules.get(
                    "/clash",
                    (_, _) -> {
                        throw new Clash(TestCode.CLASH, "somebody was faster");
                    });
            rules.get(
                    "/unreachable",
                    (_, _) -> {
                        throw new Unreachable(TestCode.UNREACHABLE, "asleep");
                    });
            rules.get(
                    "/uncertain",
                    (_, _) -> {
                        throw new Uncertain(TestCode.UNCERTAIN, "no answer", new IOException());
                    });
            rules.get(
                    "/slow",
                    (_, response) -> {
                        begun.countDown();
                        goOn.await();
                        response.send("done");
                    });
            rules.get(
                    "/fault",
                    (_, _) -> {
                        throw new IllegalStateException("select secret from cellar");
                    });
            rules.post(
                    "/echo",
                    (request, response) -> response.send(request.content().as(byte[].class)));
        }
    }
}
