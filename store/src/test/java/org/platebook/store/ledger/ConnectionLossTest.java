package org.platebook.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.platebook.store.ledger.LedgerFixture.HEADERS;
import static org.platebook.store.ledger.LedgerFixture.exposure;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.platebook.model.failure.Failure;
import org.platebook.model.failure.Uncertain;
import org.platebook.store.check.Consistency;
import org.platebook.store.check.Consistency.Depth;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.testkit.FaultProxy;
import org.platebook.testkit.Seeded;
import org.platebook.testkit.TestPostgres;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The network between Platebook and its database fails, at any byte and around the commit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionLossTest {

    private static final int DAY = 20_260_115;
    private static final int DEEDS = 6;

    /** More than the deeds of one run carry. */
    private static final int MOST_BYTES = 30_000;

    private final List<Failure> failures = new ArrayList<>();
    private final List<Deeds> done = new ArrayList<>();
    private final String url = TestPostgres.fresh();
    private final URI server = URI.create(url.substring("jdbc:".length()));
    private final FaultProxy proxy = new FaultProxy(server.getPort());
    private final LedgerFixture direct = fixture(url);
    private final String proxied =
            "jdbc:postgresql://127.0.0.1:%d%s".formatted(proxy.port(), server.getPath());
    private final LedgerFixture cut = fixture(proxied);

    @BeforeAll
    void make() {
        direct.database.write(handle -> handle.execute(LedgerFixture.TABLES));
    }

    @AfterAll
    void everything_agrees_at_the_end() {
        try (proxy;
                direct;
                cut) {
            assertThat(proxy.cuts()).as("how often the connection was cut").isGreaterThan(12);
            assertThat(new Consistency(direct.database).findings(Depth.WHOLE, _ -> {})).isEmpty();
        }
    }

    @Seeded(runs = 25)
    void what_was_cut_off_at_any_byte_can_be_sent_again(RandomGenerator random) {
        var deeds = new Deeds(random.nextLong(), 1000 + done.size()).telling(failures::add);
        done.add(deeds);
        proxy.cutAfter(random.nextLong(MOST_BYTES));

        deeds.run(cut.ledger, 1, DEEDS, _ -> {});

        deeds.check(direct, DEEDS);
        assertThat(failures)
                .allSatisfy(
                        failure ->
                                assertThat(failure.code())
                                        .isIn("database.unreachable", "database.commit-lost"));
    }

    @Test
    void a_commit_whose_answer_was_lost_is_uncertain_and_sent_again_changes_nothing() {
        var record = exposure(1, "day_obs", DAY, "airmass", 1.5);
        proxy.cutBeforeAnswer("COMMIT");

        assertThatThrownBy(() -> cut.ledger.write(HEADERS, List.of(record)))
                .isInstanceOf(Uncertain.class)
                .hasMessageContaining("read back before writing again");

        assertThat(direct.one("select airmass from cdb_small.exposure where exposure_id = 1"))
                .isEqualTo("1.5");
        assertThat(cut.ledger.write(HEADERS, List.of(record)).total().unchanged()).isEqualTo(1);
        assertThat(versions(1)).isEqualTo("1");
    }

    @Test
    void a_commit_that_never_arrived_is_uncertain_and_sent_again_is_done() {
        var record = exposure(2, "day_obs", DAY, "airmass", 1.5);
        try (var first = fixture(proxied)) { // a connection later says COMMIT by a number
            proxy.cutBeforeRequest("COMMIT");
            assertThatThrownBy(() -> first.ledger.write(HEADERS, List.of(record)))
                    .isInstanceOf(Uncertain.class);
        }

        assertThat(direct.all("select airmass from cdb_small.exposure where exposure_id = 2"))
                .isEmpty();
        assertThat(direct.ledger.write(HEADERS, List.of(record)).total().inserted()).isEqualTo(1);
        assertThat(versions(2)).isEqualTo("1");
    }

    @Test
    void a_request_with_a_key_whose_answer_was_lost_is_done_once() {
        proxy.cutBeforeAnswer("COMMIT");

        assertThatThrownBy(() -> request("first")).isInstanceOf(Uncertain.class);

        assertThat(request("second")).isEqualTo("wrote first");
        assertThat(direct.one("select name from cdb_small.exposure where exposure_id = 3"))
                .isEqualTo("first");
        assertThat(versions(3)).isEqualTo("1");
    }

    private static LedgerFixture fixture(String url) {
        return new LedgerFixture(Database.open(DatabaseSettings.of(url, "postgres", null)));
    }

    private String request(String name) {
        return cut.ledger.once(
                HEADERS,
                "the-key",
                "the-digest",
                scope -> {
                    scope.write(List.of(exposure(3, "day_obs", DAY, "name", name)));
                    return "wrote " + name;
                });
    }

    private String versions(int exposure) {
        return direct.one(
                "select count(*) from cdb_small_history.exposure where exposure_id = " + exposure);
    }
}
