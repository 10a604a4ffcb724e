package org.platebook.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.platebook.store.ledger.LedgerFixture.CCD;
import static org.platebook.store.ledger.LedgerFixture.EXPOSURE;
import static org.platebook.store.ledger.LedgerFixture.HEADERS;
import static org.platebook.store.ledger.LedgerFixture.ccd;
import static org.platebook.store.ledger.LedgerFixture.exposure;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.model.time.Tai;
import org.platebook.store.journal.RecordJson;
import org.platebook.store.ledger.Ledger.Offered;
import org.platebook.store.ledger.WriteReport.Counts;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

class QuarantineTest {

    private static final int DAY = 20_260_115;

    private final LedgerFixture fixture = new LedgerFixture();
    private final PostgresLedger ledger = fixture.ledger;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void what_cannot_be_written_stands_in_the_way_of_no_other() {
        var offered =
                offer(
                        exposure(1, "day_obs", DAY),
                        exposure(2, "day_obs", DAY, "airmass", 666.0),
                        exposure(3, "day_obs", DAY, "name", "much too long"),
                        ccd(DAY, 10, "exposure_id", 2),
                        exposure(4, "day_obs", DAY));

        assertThat(offered.quarantined()).isEqualTo(3);
        assertThat(offered.report().of(EXPOSURE)).isEqualTo(new Counts(2, 0, 0));
        assertThat(offered.report().of(CCD)).isEqualTo(Counts.NONE);
        assertThat(fixture.all("select code from platebook.quarantine order by quarantine_id"))
                .containsExactly("record.invalid", "record.invalid", "record.invalid");
        assertThat(fixture.all("select reason from platebook.quarantine order by quarantine_id"))
                .satisfiesExactly(
                        first -> assertThat(first).contains("airmass = 666.0: must fulfil"),
                        second ->
                                assertThat(second)
                                        .contains(
                                                "name = 'much too long': must have at most 8 characters"),
                        third ->
                                assertThat(third)
                                        .contains("there is no such row of cdb_small.exposure"));
    }

    @Test
    void several_records_of_one_row_are_applied_in_their_order() {
        var offered =
                offer(
                        exposure(1, "day_obs", DAY, "name", "a"),
                        exposure(1, "name", "b"),
                        exposure(1, "name", "c"));

        assertThat(offered.quarantined()).isZero();
        assertThat(fixture.one("select name from cdb_small.exposure")).isEqualTo("c");
    }

    @Test
    void what_becomes_right_is_written_when_it_is_replayed() {
        offer(
                ccd(DAY, 10, "exposure_id", 1, "detector", 5),
                exposure(9, "day_obs", DAY, "airmass", 666.0));
        ledger.write(HEADERS, List.of(exposure(1, "day_obs", DAY)));

        assertThat(ledger.replayQuarantine())
                .isEqualTo(new Offered(new WriteReport(Map.of(CCD, new Counts(1, 0, 0))), 1));
        assertThat(fixture.one("select detector from cdb_small.ccdexposure")).isEqualTo("5");
        assertThat(
                        fixture.all(
                                "select attempts from platebook.quarantine where replayed_at is null"))
                .containsExactly("2");
        assertThat(ledger.replayQuarantine().report()).isEqualTo(WriteReport.EMPTY);
    }

    @Test
    void columns_that_stand_in_the_way_are_left_out_by_who_says_so_and_that_is_kept() {
        offer(
                exposure(1, "day_obs", DAY, "gone", 1.0),
                exposure(2, "day_obs", DAY, "airmass", 666.0),
                exposure(3, "day_obs", DAY, "airmass", 666.0, "gone", 1.0));
        var gone = Map.of(EXPOSURE, Set.of("gone"));

        assertThat(ledger.replayQuarantine(gone, "maria"))
                .isEqualTo(new Offered(new WriteReport(Map.of(EXPOSURE, new Counts(1, 0, 0))), 2));
        assertThat(
                        fixture.all(
                                "select concat_ws(' ', jsonb_exists(record, 'gone'), left_out, settled_by)"
                                        + " from platebook.quarantine order by quarantine_id"))
                .containsExactly("t {gone} maria", "f {}", "t {}");

        ledger.replayQuarantine(Map.of(EXPOSURE, Set.of("airmass", "gone")), "maria");
        assertThat(
                        fixture.all(
                                "select exposure_id || coalesce(' ' || airmass, '') from cdb_small.exposure order by 1"))
                .containsExactly("1", "2", "3");
    }

    @Test
    void what_will_never_be_written_is_discarded_with_a_reason_and_tried_no_more() {
        var record = exposure(1, "day_obs", DAY, "airmass", 666.0);
        offer(record);
        var ids = Set.of(record.id());

        assertThatThrownBy(() -> ledger.discardQuarantined(ids, "maria", " "))
                .hasMessageContaining("say why");
        var more = Set.of(record.id(), UUID.randomUUID());
        assertThatThrownBy(() -> ledger.discardQuarantined(more, "maria", "test"))
                .hasMessageContaining("waits in the quarantine");
        assertThat(ledger.replayQuarantine().quarantined()).isEqualTo(1);

        ledger.discardQuarantined(ids, "maria", "a simulator wrote it");
        assertThat(ledger.replayQuarantine().quarantined()).isZero();
        offer(record);
        assertThat(ledger.replayQuarantine().quarantined())
                .as("what was discarded stays so when it is offered again")
                .isZero();
        assertThat(
                        fixture.one(
                                "select settled_by || ': ' || settled_why from platebook.quarantine"))
                .isEqualTo("maria: a simulator wrote it");
        assertThatThrownBy(() -> ledger.discardQuarantined(ids, "maria", "again"))
                .hasMessageContaining("waits in the quarantine");
    }

    @Test
    void a_replay_does_not_overwrite_what_was_written_since() {
        ledger.write(HEADERS, List.of(exposure(1, "day_obs", DAY, "airmass", 1.0)));
        fixture.database.write(
                handle -> handle.execute("alter table cdb_small.exposure add check (airmass < 2)"));
        offer(exposure(1, "airmass", 3.0));
        fixture.database.write(
                handle ->
                        handle.execute(
                                "alter table cdb_small.exposure drop constraint exposure_airmass_check1"));
        ledger.write(HEADERS, List.of(exposure(1, "airmass", 1.5)));

        assertThat(ledger.replayQuarantine().quarantined()).isEqualTo(1);

        assertThat(fixture.one("select airmass from cdb_small.exposure")).isEqualTo("1.5");
        assertThat(fixture.one("select code from platebook.quarantine"))
                .isEqualTo("quarantine.overtaken");
    }

    @Test
    void a_lost_table_is_made_anew_without_what_its_columns_can_hold_no_more() {
        ledger.write(HEADERS, List.of(exposure(1, "day_obs", DAY, "name", "a", "airmass", 1.5)));
        ledger.write(HEADERS, List.of(exposure(2, "day_obs", DAY, "name", "longer")));
        ledger.write(HEADERS, List.of(exposure(1, "name", "b")));
        fixture.database.write(
                handle ->
                        handle.execute(
                                """
                                alter table cdb_small.exposure drop column airmass cascade;
                                delete from cdb_small.exposure;
                                alter table cdb_small.exposure alter column name type varchar(2)
                                """));

        assertThat(ledger.replay(EXPOSURE)).isEqualTo(3);

        assertThat(
                        fixture.all(
                                "select concat_ws(' ', exposure_id, name) from cdb_small.exposure order by 1"))
                .containsExactly("1 b", "2");
    }

    @Test
    void a_stream_that_is_offered_again_changes_nothing() {
        var records =
                List.of(
                        exposure(1, "day_obs", DAY, "name", "a"),
                        exposure(2, "airmass", 1.0),
                        exposure(1, "name", "b"));
        ledger.offer(HEADERS, records);

        var again = ledger.offer(HEADERS, records);

        assertThat(again.report().of(EXPOSURE)).isEqualTo(new Counts(0, 0, 2));
        assertThat(fixture.one("select name from cdb_small.exposure")).isEqualTo("b");
        assertThat(fixture.one("select count(*) || ' ' || max(attempts) from platebook.quarantine"))
                .isEqualTo("1 2");
    }

    @Test
    void every_kind_of_value_comes_back_from_the_quarantine() {
        var values =
                exposure(
                                1,
                                "a",
                                Value.CLEARED,
                                "b",
                                true,
                                "c",
                                Double.NaN,
                                "d",
                                Double.NEGATIVE_INFINITY,
                                "e",
                                "50 % \0 \ud800 😀",
                                "f",
                                new Value.Json("{\"x\":\"\\u0000\"}"),
                                "g",
                                new Value.SkyTime(new Tai(-1)),
                                "h",
                                new double[] {0.1, Double.NaN})
                        .values();

        assertThat(RecordJson.read(RecordJson.write(values))).isEqualTo(values);
    }

    @Test
    void one_bad_record_among_many_costs_few_attempts() {
        var records =
                IntStream.range(0, 300)
                        .mapToObj(
                                i -> exposure(i, "day_obs", DAY, "airmass", i == 137 ? 666.0 : 1.0))
                        .toList();

        var offered = ledger.offer(HEADERS, records);

        assertThat(offered.quarantined()).isEqualTo(1);
        assertThat(offered.report().of(EXPOSURE)).isEqualTo(new Counts(299, 0, 0));
        assertThat(Integer.parseInt(fixture.one("select count(*) from platebook.journal")))
                .isLessThan(12);
    }

    private Offered offer(TableRecord... records) {
        return ledger.offer(HEADERS, List.of(records));
    }
}
