package org.platebook.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.platebook.testkit.FaultProxy;
import org.platebook.testkit.TestPostgres;

import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

class ListenerTest {

    private static final String CHANNEL = "platebook_test";
    private static final int PATIENCE_SECONDS = 30;

    private static String url;
    private static FaultProxy proxy;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private @Nullable Listener listener;

    @BeforeAll
    static void start() {
        url = TestPostgres.fresh();
        proxy = new FaultProxy(server().getPort());
    }

    @AfterAll
    static void stop() {
        proxy.close();
    }

    @AfterEach
    void close() {
        if (listener != null) {
            listener.close();
        }
    }

    @Test
    void a_hearer_that_throws_hears_the_next_message() throws Exception {
        listen(
                message -> {
                    heard.add(message);
                    switch (message) {
                        case "exception" -> throw new IllegalStateException("a hearer's mistake");
                        case "error" -> throw new StackOverflowError("a hearer's mistake");
                        default -> {}
                    }
                });

        for (var message : new String[] {"exception", "error", "after"}) {
            announce("'" + message + "'");
            assertThat(next()).isEqualTo(message);
        }
    }

    @Test
    void an_announcement_without_payload_says_that_something_changed() throws Exception {
        listen(heard::add);

        announce("null");
        announce("''");
        announce("'after'");

        assertThat(next()).isEmpty();
        assertThat(next()).isEmpty();
        assertThat(next()).isEqualTo("after");
    }

    @Test
    void after_the_connection_was_cut_the_hearer_is_told_that_it_missed_something()
            throws Exception {
        listen(heard::add);

        for (int i = 0; i < 3; i++) {
            proxy.cut();
            assertThat(next()).isEmpty();
            announce("'after'");
            assertThat(next()).isEqualTo("after");
        }
    }

    @Test
    void after_the_server_ended_the_connection_the_hearer_is_told_that_it_missed_something()
            throws Exception {
        listen(heard::add);

        sql(
                "select pg_terminate_backend(pid, 10000) from pg_stat_activity"
                        + " where application_name = 'platebook-listen' and datname = current_database()");

        assertThat(next()).isEmpty();
        announce("'after'");
        assertThat(next()).isEqualTo("after");
    }

    @Test
    void a_hearer_that_throws_when_it_missed_something_goes_on_hearing() throws Exception {
        listen(
                message -> {
                    heard.add(message);
                    if (message.isEmpty()) {
                        throw new IllegalArgumentException("a hearer's mistake");
                    }
                });

        proxy.cut();
        assertThat(next()).isEmpty();
        announce("'after'");

        assertThat(next()).isEqualTo("after");
    }

    @Test
    void what_is_announced_after_a_long_silence_is_heard() throws Exception {
        listener = new Listener(settings(), CHANNEL, heard::add, Duration.ofMillis(20));

        assertThat(heard.poll(500, TimeUnit.MILLISECONDS)).isNull();
        announce("'after'");

        assertThat(next()).isEqualTo("after");
        assertThat(heard).isEmpty();
    }

    @Test
    void closing_ends_the_thread_whether_it_listens_or_has_lost_its_connection() throws Exception {
        var listening = listen(heard::add);
        listening.close();
        assertThat(listening.hasEnded()).isTrue();

        var lost = listen(heard::add);
        proxy.cut();
        lost.close();
        assertThat(lost.hasEnded()).isTrue();
    }

    @Test
    void a_hearer_can_close_its_listener() throws Exception {
        var closed = new LinkedBlockingQueue<String>();
        var self = new LinkedBlockingQueue<Listener>();
        var listening =
                listen(
                        message -> {
                            try {
                                self.take().close();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            closed.add(message);
                        });
        self.add(listening);

        announce("'end'");

        assertThat(closed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("end");
        listening.close();
        assertThat(listening.hasEnded()).isTrue();
    }

    private Listener listen(Consumer<String> hearer) {
        var made = new Listener(settings(), CHANNEL, hearer);
        listener = made;
        return made;
    }

    private @Nullable String next() throws InterruptedException {
        return heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static void announce(String payload) throws SQLException {
        sql("select pg_notify('" + CHANNEL + "', " + payload + ")");
    }

    private static void sql(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static DatabaseSettings settings() {
        return DatabaseSettings.of(
                "jdbc:postgresql://127.0.0.1:%d%s".formatted(proxy.port(), server().getPath()),
                "postgres",
                null);
    }

    private static URI server() {
        return URI.create(url.substring("jdbc:".length()));
    }
}
