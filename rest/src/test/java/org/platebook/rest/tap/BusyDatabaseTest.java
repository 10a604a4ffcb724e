package org.platebook.rest.tap;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.platebook.http.server.HttpSite;
import org.platebook.http.server.SiteParts;
import org.platebook.http.watch.Measurements;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.database.Identity;
import org.platebook.store.database.Pools;
import org.platebook.store.database.Queueing;
import org.platebook.store.database.Role;
import org.platebook.store.history.Moments;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.SchemaWork;
import org.platebook.testkit.TestPostgres;
import org.platebook.vo.tap.TapLimits;
import org.platebook.vo.tap.TapService;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/** What callers are answered while all connections are in use. */
class BusyDatabaseTest {

    private static final String QUERY = "SELECT COUNT(*) AS n FROM tap_schema.schemas";
    private static final DatabaseSettings USUAL =
            DatabaseSettings.of(TestPostgres.fresh(), "postgres", null);

    private final HttpClient client = HttpClient.newHttpClient();
    private Database database = open(Duration.ofMinutes(1));
    private HttpSite site = site();

    private static Database open(Duration longestWait) {
        return Database.open(
                USUAL.with(new Pools(1, 1, new Queueing(1, 1, longestWait)), USUAL.limits()));
    }

    private HttpSite site() {
        var tap =
                new TapService(
                        database,
                        new TapLimits(10, 10, Duration.ofSeconds(30)),
                        InstantSource.system());
        return new HttpSite(SiteParts.of("127.0.0.1", 0, List.of(new TapSection(tap)), List::of));
    }

    /** The catalogue is read, so that a query needs one connection and no other. */
    @BeforeEach
    void ready() throws Exception {
        assertThat(ask("").statusCode()).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        site.close();
        database.close();
        client.close();
    }

    private HttpResponse<String> ask(String more) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(
                                URI.create(
                                        site.address()
                                                + "tap/sync?LANG=ADQL&FORMAT=csv&QUERY="
                                                + URLEncoder.encode(QUERY, UTF_8)
                                                + more))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void a_caller_with_too_many_waiting_queries_gets_429_and_when_to_come_again() throws Exception {
        try (var _ = database.reader(new Identity("other", Role.STAFF)).begin()) {
            var waiting = Thread.ofVirtual().start(this::askAnd);
            while (queue().waiting() == 0) {
                Thread.onSpinWait();
            }

            var answer = ask("");

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(answer.body()).contains("requests of local wait for the database already");
            waiting.interrupt();
        }
    }

    private void askAnd() {
        try {
            ask("");
        } catch (IOException | InterruptedException e) {
            // The test is over by then.
        }
    }

    private Database.QueueUse queue() {
        return Objects.requireNonNull(database.pools().get(Role.STAFF.databaseRole())).queue();
    }

    @Test
    void a_query_that_waits_too_long_gets_503_and_it_is_counted() throws Exception {
        site.close();
        database.close();
        database = open(Duration.ofMillis(50));
        site = site();
        ask("");
        try (var measurements =
                        new Measurements(
                                database, new SchemaWork(database, new SchemaCatalog(database)));
                var _ = database.reader(new Identity("other", Role.STAFF)).begin()) {
            var answer = ask("");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(answer.body()).contains("no connection of platebook_staff came free");
            assertThat(measurements.text())
                    .contains(
                            "platebook_database_refusals_total{code=\"database.busy\",pool=\"platebook_staff\"} 1.0")
                    .contains("platebook_database_waits_seconds_count{pool=\"platebook_staff\"}");
        }
    }

    @Test
    void reads_go_on_while_writers_have_all_their_connections() throws Exception {
        new Moments(database, InstantSource.system()).set("dr1", null, "test", null);
        var held = new CountDownLatch(1);
        var free = new CountDownLatch(1);
        var writer = Thread.ofVirtual().start(() -> hold(held, free));
        held.await();
        try {
            assertThat(ask("&AS_OF=dr1").body()).startsWith("n\r\n");
            assertThat(ask("&AS_OF=dr2").statusCode()).isEqualTo(404);
        } finally {
            free.countDown();
            writer.join();
        }
    }

    private void hold(CountDownLatch held, CountDownLatch free) {
        database.write(
                handle -> {
                    held.countDown();
                    try {
                        free.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return handle.execute("select 1");
                });
    }
}
