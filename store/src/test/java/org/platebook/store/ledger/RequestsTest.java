package org.platebook.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.platebook.store.ledger.LedgerFixture.EXPOSURE;
import static org.platebook.store.ledger.LedgerFixture.HEADERS;
import static org.platebook.store.ledger.LedgerFixture.exposure;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.platebook.model.failure.Refused;
import org.platebook.model.record.Provenance;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Requests that are sent twice, and runs that do not count. */
class RequestsTest {

    private static final int DAY = 20_260_115;
    private static final Provenance TEST_RUN =
            new Provenance("headers", "platebook 0.1", "ann", "request-2", "test");

    private final LedgerFixture fixture = new LedgerFixture();
    private final PostgresLedger ledger = fixture.ledger;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_request_that_is_sent_again_does_nothing_and_is_answered_as_before() {
        assertThat(send("key-1", "digest", "a")).isEqualTo("wrote a");
        assertThat(send("key-1", "digest", "b")).isEqualTo("wrote a");

        assertThat(fixture.all("select name from cdb_small.exposure")).containsExactly("a");
        assertThatThrownBy(() -> send("key-1", "another digest", "b"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("'key-1' stood for another request");
    }

    @Test
    void a_request_that_was_refused_can_be_sent_again() {
        assertThatThrownBy(() -> send("key-1", "digest", "much too long"))
                .isInstanceOf(Refused.class);

        assertThat(send("key-1", "digest", "a")).isEqualTo("wrote a");
    }

    @Test
    void of_two_at_once_one_writes_and_both_get_its_answer() throws Exception {
        var both = new CountDownLatch(2);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    List.of("a", "b").stream()
                            .map(
                                    name ->
                                            threads.submit(
                                                    () -> {
                                                        both.countDown();
                                                        both.await();
                                                        return send("key-1", "digest", name);
                                                    }))
                            .toList();

            assertThat(answers.getFirst().get()).isEqualTo(answers.getLast().get());
        }
        assertThat(fixture.one("select count(*)::text from platebook.journal")).isEqualTo("1");
    }

    @Test
    void results_of_trial_runs_stay_beside_those_that_count() {
        ledger.write(HEADERS, List.of(exposure(1, "day_obs", DAY, "name", "real")));
        ledger.write(TEST_RUN, List.of(exposure(1, "day_obs", DAY, "name", "trial")));
        ledger.write(TEST_RUN, List.of(exposure(1, "name", "again")));

        assertThat(fixture.all("select name from cdb_small.exposure")).containsExactly("real");
        assertThat(fixture.all("select run_kind || ' ' || name from cdb_small_trial.exposure"))
                .containsExactly("test again");
        assertThat(
                        fixture.all(
                                "select name from cdb_small_trial_history.exposure order by known_from"))
                .containsExactly("trial", "again");
        assertThat(fixture.all("select run_kind from platebook.journal order by journal_id"))
                .containsExactly("science", "test", "test");
        assertThat(ledger.replay(EXPOSURE)).isEqualTo(1);
    }

    @Test
    void trials_of_several_kinds_stay_apart() {
        ledger.write(TEST_RUN, List.of(exposure(1, "day_obs", DAY, "name", "one")));
        ledger.write(
                new Provenance("headers", "platebook 0.1", "ann", "request-3", "drill"),
                List.of(exposure(1, "day_obs", DAY, "name", "two")));
        fixture.database.write(
                handle -> handle.execute("alter table cdb_small.exposure add seeing float8"));
        ledger.write(TEST_RUN, List.of(exposure(1, "seeing", 0.7)));

        assertThat(
                        fixture.all(
                                "select concat_ws(' ', run_kind, name, seeing) from cdb_small_trial.exposure order by 1"))
                .containsExactly("drill two", "test one 0.7");
        assertThatThrownBy(() -> new Provenance("s", "p", "u", "r", "A Test"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("'A Test'");
    }

    private String send(String key, String digest, String name) {
        return ledger.once(
                HEADERS,
                key,
                digest,
                scope -> {
                    scope.write(List.of(exposure(1, "day_obs", DAY, "name", name)));
                    return "wrote " + name;
                });
    }
}
