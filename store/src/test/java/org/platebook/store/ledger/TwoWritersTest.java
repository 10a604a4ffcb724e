package org.platebook.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.platebook.store.ledger.LedgerFixture.CCD;
import static org.platebook.store.ledger.LedgerFixture.EXPOSURE;
import static org.platebook.store.ledger.LedgerFixture.HEADERS;
import static org.platebook.store.ledger.LedgerFixture.ccd;
import static org.platebook.store.ledger.LedgerFixture.exposure;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.platebook.model.record.TableRecord;
import org.platebook.store.database.Database;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** Two writers on one database, each with connections of its own as two processes have. */
class TwoWritersTest {

    private static final int ROUNDS = 100;
    private static final int DAY = 20_260_115;

    private static final String ROW =
            "select concat_ws(' ', name, airmass, small) from cdb_small.exposure where exposure_id = ";

    /** Which Records of exposure 1 the journal holds, in its order. */
    private static final String JOURNAL =
            """
            select r.record_id::text
            from platebook.journal_record r
            join platebook.journal j using (journal_id)
            where j.table_name = 'exposure'
            order by j.journal_id
            """;

    /** Which Records made the versions of exposure 1, one after the other. */
    private static final String VERSIONS =
            """
            select known_record::text
            from cdb_small_history.exposure
            where exposure_id = 1
            order by known_from
            """;

    private final LedgerFixture fixture = new LedgerFixture();
    private final PostgresLedger one = fixture.ledger;
    private final Database ofOther = Database.open(fixture.database.settings());
    private final PostgresLedger other = new PostgresLedger(ofOther, LedgerFixture::ensure);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        threads.close();
        ofOther.close();
        fixture.close();
    }

    @Test
    void the_second_writer_of_a_row_waits_for_the_first_and_has_the_last_word() throws Exception {
        one.write(HEADERS, List.of(exposure(1, "day_obs", DAY)));
        var first = exposure(1, "name", "first", "airmass", 1.0, "small", 1);
        var second = exposure(1, "name", "second", "airmass", 2.0, "small", 2);
        var written = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        var holding =
                threads.submit(
                        () ->
                                one.transact(
                                        HEADERS,
                                        scope -> {
                                            scope.write(List.of(first));
                                            written.countDown();
                                            await(mayEnd);
                                            return 0;
                                        }));
        written.await();
        var waiting = threads.submit(() -> other.write(HEADERS, List.of(second)));
        awaitWaiting(waiting);
        assertThat(fixture.one(ROW + 1)).as("nothing is committed yet").isEmpty();
        mayEnd.countDown();
        holding.get();
        waiting.get();

        assertThat(fixture.one(ROW + 1)).isEqualTo("second 2 2");
        assertThat(fixture.all(JOURNAL)).endsWith(first.id().toString(), second.id().toString());
        assertThat(fixture.all(VERSIONS)).endsWith(first.id().toString(), second.id().toString());
    }

    @Test
    void writers_of_one_row_take_turns_and_the_journal_is_in_the_order_of_the_changes()
            throws Exception {
        one.write(HEADERS, List.of(exposure(1, "day_obs", DAY)));

        race(
                round -> List.of(exposure(1, "name", "a" + round, "airmass", 1.0, "small", round)),
                round -> List.of(exposure(1, "name", "b" + round, "airmass", 2.0, "small", round)));

        assertThat(fixture.one(ROW + 1)).matches("a(\\d+) 1 \\1|b(\\d+) 2 \\2");
        assertThat(fixture.all(JOURNAL)).hasSize(1 + 2 * ROUNDS).isEqualTo(fixture.all(VERSIONS));
        assertThat(
                        fixture.one(
                                "select count(*) from cdb_small_history.exposure where known_until"
                                        + " is null"))
                .isEqualTo("1");
        var row = fixture.one(ROW + 1);
        fixture.database.write(handle -> handle.execute("truncate cdb_small.exposure cascade"));
        one.replay(EXPOSURE);
        assertThat(fixture.one(ROW + 1)).as("after replaying the journal").isEqualTo(row);
    }

    @Test
    void of_two_who_make_the_same_row_each_sets_its_own_columns() throws Exception {
        race(
                round -> List.of(exposure(round, "day_obs", DAY, "name", "a")),
                round -> List.of(exposure(round, "day_obs", DAY, "airmass", 2.0, "small", round)));

        for (int round = 0; round < ROUNDS; round++) {
            assertThat(fixture.one(ROW + round)).isEqualTo("a 2 " + round);
        }
        assertThat(fixture.all(JOURNAL)).hasSize(2 * ROUNDS);
    }

    @Test
    void rows_that_two_write_in_opposite_order_are_all_written() throws Exception {
        one.write(HEADERS, List.of(exposure(1, "day_obs", DAY)));
        race(round -> detectors(round, false), round -> detectors(round, true));

        assertThat(
                        fixture.one(
                                "select count(*) from cdb_small.ccdexposure where detector = "
                                        + (ROUNDS - 1)))
                .isEqualTo("20");
        assertThat(
                        fixture.one(
                                "select sum(record_count) from platebook.journal where table_name ="
                                        + " '%s'".formatted(CCD.table())))
                .isEqualTo(Integer.toString(2 * ROUNDS * 20));
    }

    private static List<TableRecord> detectors(int round, boolean backwards) {
        var records = new ArrayList<TableRecord>();
        for (int id = 0; id < 20; id++) {
            records.add(ccd(DAY, id, "exposure_id", 1, "detector", round));
        }
        return backwards ? records.reversed() : records;
    }

    /** Both write in every round at the same moment. */
    private void race(
            IntFunction<List<TableRecord>> ofOne, IntFunction<List<TableRecord>> ofTheOther)
            throws InterruptedException, ExecutionException {
        var together = new CyclicBarrier(2);
        var running =
                List.of(
                        threads.submit(() -> write(one, ofOne, together)),
                        threads.submit(() -> write(other, ofTheOther, together)));
        for (var each : running) {
            each.get();
        }
    }

    private static int write(
            PostgresLedger ledger, IntFunction<List<TableRecord>> records, CyclicBarrier together)
            throws InterruptedException, BrokenBarrierException, TimeoutException {
        for (int round = 0; round < ROUNDS; round++) {
            var ofRound = records.apply(round);
            together.await(1, TimeUnit.MINUTES); // where the other has failed
            ledger.write(HEADERS, ofRound);
        }
        return ROUNDS;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks until the database says that somebody waits for a lock of a row. */
    private void awaitWaiting(Future<?> writer) {
        while (fixture.one(
                        """
                        select count(*) from pg_stat_activity
                        where wait_event_type = 'Lock' and datname = current_database()
                        """)
                .equals("0")) {
            assertThat(writer.isDone()).as("it did not wait").isFalse();
            Thread.onSpinWait();
        }
    }
}
