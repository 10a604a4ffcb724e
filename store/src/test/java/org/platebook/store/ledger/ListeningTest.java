package org.platebook.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.platebook.store.ledger.LedgerFixture.EXPOSURE;
import static org.platebook.store.ledger.LedgerFixture.HEADERS;
import static org.platebook.store.ledger.LedgerFixture.exposure;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.change.RowChange;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;

class ListeningTest {

    private final LedgerFixture fixture = new LedgerFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void what_another_process_changes_is_told_once() throws InterruptedException {
        var other = new PostgresLedger(fixture.database, LedgerFixture::ensure);
        var told = new LinkedBlockingQueue<RowChange>();
        try (var listener = fixture.ledger.listen();
                var watch = fixture.ledger.changes().watch(told::addAll)) {
            assertThat(listener).isNotNull();
            assertThat(watch).isNotNull();
            fixture.ledger.write(HEADERS, List.of(exposure(1, "day_obs", 20_260_115)));
            other.write(HEADERS, List.of(exposure(2, "day_obs", 20_260_115)));

            assertThat(told.take()).isEqualTo(change(1));
            assertThat(told.take()).isEqualTo(change(2));
            other.write(HEADERS, List.of(exposure(3, "day_obs", 20_260_115)));
            assertThat(told.take()).isEqualTo(change(3));
        }
    }

    @Test
    void many_changes_are_told_in_several_messages_and_very_many_as_the_table() throws Exception {
        var other = new PostgresLedger(fixture.database, LedgerFixture::ensure);
        var told = new LinkedBlockingQueue<RowChange>();
        try (var listener = fixture.ledger.listen();
                var watch = fixture.ledger.changes().watch(told::addAll)) {
            assertThat(listener).isNotNull();
            assertThat(watch).isNotNull();
            other.write(HEADERS, exposures(0, 300));
            for (int i = 0; i < 300; i++) {
                assertThat(told.take()).isEqualTo(change(i));
            }
            other.write(HEADERS, exposures(1000, 3000));
            assertThat(told.take()).isEqualTo(new RowChange(EXPOSURE, Map.of()));
        }
    }

    @Test
    void listening_goes_on_after_the_connection_was_lost() throws InterruptedException {
        var other = new PostgresLedger(fixture.database, LedgerFixture::ensure);
        var told = new LinkedBlockingQueue<RowChange>();
        try (var listener = fixture.ledger.listen();
                var watch = fixture.ledger.changes().watch(told::addAll)) {
            assertThat(listener).isNotNull();
            assertThat(watch).isNotNull();
            fixture.one(
                    """
                    select bool_and(pg_terminate_backend(pid, 10000))::text from pg_stat_activity
                    where application_name = 'platebook-listen' and datname = current_database()
                    """);
            awaitListener();

            other.write(HEADERS, exposures(1, 1));

            assertThat(told.take()).isEqualTo(change(1));
        }
    }

    @Test
    void watchers_are_told_that_they_missed_something_and_hear_what_comes_later()
            throws InterruptedException {
        var other = new PostgresLedger(fixture.database, LedgerFixture::ensure);
        var told = new LinkedBlockingQueue<RowChange>();
        var missed = new LinkedBlockingQueue<String>();
        try (var listener = fixture.ledger.listen();
                var watch = fixture.ledger.changes().watch(told::addAll, () -> missed.add("!"))) {
            assertThat(listener).isNotNull();
            assertThat(watch).isNotNull();
            for (var payload : List.of("''", "'no announcement of ours'", "null")) {
                fixture.one("select pg_notify('platebook_changes', %s)::text".formatted(payload));
            }
            other.write(HEADERS, exposures(1, 1));

            assertThat(told.take()).isEqualTo(change(1));
            assertThat(missed).hasSize(2);
        }
    }

    /** Asks until the listener's new connection has run its only statement. */
    private void awaitListener() {
        while (fixture.one(
                        """
                        select count(*) from pg_stat_activity
                        where application_name = 'platebook-listen' and state = 'idle'
                            and datname = current_database() and query like 'listen%'
                        """)
                .equals("0")) {
            Thread.onSpinWait();
        }
    }

    private static List<TableRecord> exposures(int first, int count) {
        var records = new ArrayList<TableRecord>();
        for (int i = first; i < first + count; i++) {
            records.add(exposure(i, "day_obs", 20_260_115));
        }
        return records;
    }

    private static RowChange change(long exposure) {
        return new RowChange(EXPOSURE, Map.of("exposure_id", new Value.Whole(exposure)));
    }
}
