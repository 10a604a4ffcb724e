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
import org.platebook.model.failure.Refused;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.model.time.Tai;
import org.platebook.store.change.RowChange;
import org.platebook.store.ledger.WriteReport.Counts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

class PostgresLedgerTest {

    private static final int DAY = 20_260_115;

    private final LedgerFixture fixture = new LedgerFixture();
    private final PostgresLedger ledger = fixture.ledger;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_new_key_makes_a_row_with_every_value_as_given() {
        var report =
                write(
                        exposure(
                                7,
                                "day_obs",
                                DAY,
                                "name",
                                "Größe",
                                "airmass",
                                1.25,
                                "flux",
                                0.5,
                                "is_dark",
                                true,
                                "small",
                                -3,
                                "obs_start",
                                new Value.SkyTime(new Tai(946_684_800_000_001_500L)),
                                "s_region",
                                new double[] {10.5, -20.25},
                                "header",
                                new Value.Json("{\"a\": [1, null]}"),
                                "note",
                                new Value.Json("{ \"b\":2 }")));

        assertThat(report.of(EXPOSURE)).isEqualTo(new Counts(1, 0, 0));
        assertThat(
                        fixture.one(
                                """
                                select concat_ws('|', day_obs, name, airmass, flux, is_dark, small,
                                    obs_start, s_region, header, note, doubled, state)
                                from cdb_small.exposure where exposure_id = 7
                                """))
                .isEqualTo(
                        "20260115|Größe|1.25|0.5|t|-3|2000-01-01 00:00:00.000002|{10.5,-20.25}"
                                + "|{\"a\": [1, null]}|{ \"b\":2 }|2.5|new");
    }

    @Test
    void a_record_sets_only_the_columns_that_it_names() {
        write(exposure(1, "day_obs", DAY, "airmass", 1.5, "name", "a"));

        var report = write(exposure(1, "name", "b"));

        assertThat(report.of(EXPOSURE)).isEqualTo(new Counts(0, 1, 0));
        assertThat(exposures()).containsExactly("1|20260115|b|1.5");
    }

    @Test
    void an_explicit_null_clears() {
        write(exposure(1, "day_obs", DAY, "airmass", 1.5, "name", "a"));

        write(exposure(1, "name", Value.CLEARED));

        assertThat(exposures()).containsExactly("1|20260115|-|1.5");
    }

    @Test
    void a_region_that_is_none_is_refused_with_its_column_value_and_what_is_expected() {
        fixture.database.write(
                handle ->
                        handle.execute(
                                """
                                insert into tap_schema.schemas (schema_name, visibility) values ('cdb_small', 'public');
                                insert into tap_schema.tables (schema_name, table_name, table_type, visibility)
                                values ('cdb_small', 'cdb_small.exposure', 'table', 'public');
                                insert into tap_schema.columns (table_name, column_name, datatype, arraysize, xtype,
                                    indexed, principal, std, visibility)
                                values ('cdb_small.exposure', 's_region', 'double', '*', 'polygon', 1, 1, 1, 'public')
                                """));
        var refused =
                Map.of(
                        new double[] {10, 20, 10, 21, 11},
                        "a polygon needs three or more pairs of ra and dec; here are 5",
                        new double[] {10, 20, 10, 21},
                        "a polygon needs three or more pairs of ra and dec; here are 4",
                        new double[] {10, 20, 10, 95, 11, 21},
                        "latitude must be from -90 to 90 degrees, not 95.0",
                        new double[] {10, 20, 10, 20, 11, 21},
                        "comes twice",
                        new double[] {10, 0, 11, 0, 12, 0},
                        "must not all lie on one great circle",
                        new double[] {10, 20, 11, 21, 10, 21, 11, 20},
                        "edges must not cross");
        refused.forEach(
                (region, expected) ->
                        assertThatThrownBy(
                                        () ->
                                                write(
                                                        exposure(
                                                                1,
                                                                "day_obs",
                                                                DAY,
                                                                "s_region",
                                                                region)))
                                .isInstanceOf(Refused.class)
                                .hasMessageContaining(
                                        "cdb_small.exposure [exposure_id=1] s_region = Reals[10.0, ")
                                .hasMessageContaining("must be a polygon of degrees: ")
                                .hasMessageContaining(expected));

        write(exposure(1, "day_obs", DAY, "s_region", new double[] {359, 89, 120, 89, 240, 89}));

        assertThat(fixture.one("select s_region from cdb_small.exposure"))
                .isEqualTo("{359,89,120,89,240,89}");
    }

    @Test
    void the_same_values_again_change_nothing() {
        var values =
                new Object[] {
                    "day_obs",
                    DAY,
                    "airmass",
                    Double.NaN,
                    "flux",
                    0.1,
                    "s_region",
                    new double[] {1, 2},
                    "header",
                    new Value.Json("{\"b\":1,\"a\":2}"),
                    "note",
                    new Value.Json("[1]"),
                    "name",
                    Value.CLEARED
                };
        var first = exposure(1, values);
        write(first);
        var knownFrom = fixture.one("select _known_from from cdb_small.exposure");

        var report = write(exposure(1, values));

        assertThat(report.of(EXPOSURE)).isEqualTo(new Counts(0, 0, 1));
        assertThat(fixture.one("select _record_id from cdb_small.exposure"))
                .isEqualTo(first.id().toString());
        assertThat(fixture.one("select _known_from from cdb_small.exposure")).isEqualTo(knownFrom);
    }

    @Test
    void a_record_sent_again_changes_nothing_though_the_row_has_moved_on() {
        var first = exposure(1, "day_obs", DAY, "name", "a");
        write(first);
        write(exposure(1, "name", "b"));

        var report = write(first);

        assertThat(report.of(EXPOSURE)).isEqualTo(new Counts(0, 0, 1));
        assertThat(exposures()).containsExactly("1|20260115|b|-");
    }

    @Test
    void a_record_sent_again_with_new_ones_leaves_these_their_effect() {
        var first = exposure(1, "day_obs", DAY, "name", "a");
        write(first);

        var report = write(first, exposure(2, "day_obs", DAY, "name", "b"));

        assertThat(report.of(EXPOSURE)).isEqualTo(new Counts(1, 0, 1));
        assertThat(exposures()).containsExactly("1|20260115|a|-", "2|20260115|b|-");
    }

    @Test
    void new_and_known_rows_may_come_together() {
        write(exposure(1, "day_obs", DAY, "name", "a"));

        var report =
                write(
                        exposure(1, "day_obs", DAY, "name", "a"),
                        exposure(2, "day_obs", DAY, "name", "b"),
                        exposure(3, "day_obs", DAY, "airmass", 2.0));

        assertThat(report.of(EXPOSURE)).isEqualTo(new Counts(2, 0, 1));
        assertThat(exposures())
                .containsExactly("1|20260115|a|-", "2|20260115|b|-", "3|20260115|-|2");
    }

    @Test
    void rows_of_several_tables_and_days_go_in_together() {
        var report =
                write(
                        exposure(1, "day_obs", DAY),
                        ccd(DAY, 10, "exposure_id", 1, "detector", 0),
                        ccd(DAY + 1, 11, "exposure_id", 1, "detector", 1));

        assertThat(report.of(EXPOSURE)).isEqualTo(new Counts(1, 0, 0));
        assertThat(report.of(CCD)).isEqualTo(new Counts(2, 0, 0));
        assertThat(report.total()).isEqualTo(new Counts(3, 0, 0));
        assertThat(write(ccd(DAY, 10, "detector", 5)).of(CCD)).isEqualTo(new Counts(0, 1, 0));
        assertThat(fixture.all("select detector from cdb_small.ccdexposure order by 1"))
                .containsExactly("1", "5");
    }

    @Test
    void every_problem_of_every_record_is_told_at_once() {
        assertThatThrownBy(
                        () ->
                                write(
                                        exposure(1, "airmass", "high", "nothing", 1),
                                        exposure(2, "name", "nine chars"),
                                        exposure(3, "small", 40_000),
                                        exposure(4, "small", 1.5),
                                        exposure(5, "flux", 1e300),
                                        exposure(6, "s_region", new double[] {1, Double.NaN}),
                                        exposure(7, "header", new Value.Json("{")),
                                        exposure(8, "day_obs", Value.CLEARED),
                                        exposure(9, "name", "a\0b"),
                                        exposure(10, "name", "\ud800"),
                                        exposure(11, "doubled", 2.0),
                                        exposure(12, "_record_id", "x"),
                                        exposure(13, "day_obs", DAY, "is_dark", 1),
                                        exposure(14, "day_obs", DAY),
                                        exposure(14, "airmass", 1.0),
                                        exposure(15, "airmass", 1.0),
                                        LedgerFixture.record(CCD, Map.of(), "detector", 1),
                                        LedgerFixture.record(
                                                new TableName("cdb_small", "nowhere"),
                                                Map.of(),
                                                "x",
                                                1)))
                .isInstanceOf(Refused.class)
                .message()
                .satisfies(
                        message ->
                                assertThat(message.lines())
                                        .containsExactlyInAnyOrder(
                                                "cdb_small.exposure [exposure_id=1] airmass = 'high': must be a number",
                                                "cdb_small.exposure [exposure_id=1] nothing = 1: there is no such column",
                                                "cdb_small.exposure [exposure_id=2] name = 'nine chars': must have at most 8 characters",
                                                "cdb_small.exposure [exposure_id=3] small = 40000: must lie between -32768 and 32767",
                                                "cdb_small.exposure [exposure_id=4] small = 1.5: must be a whole number",
                                                "cdb_small.exposure [exposure_id=5] flux = 1.0E300: must fit a number of 4 bytes",
                                                "cdb_small.exposure [exposure_id=6] s_region = Reals[1.0, NaN]: must hold finite numbers only",
                                                message.lines()
                                                        .filter(line -> line.contains("header"))
                                                        .findFirst()
                                                        .orElse("a line on header"),
                                                "cdb_small.exposure [exposure_id=8] day_obs = null: must hold a value",
                                                "cdb_small.exposure [exposure_id=9] name = 'a\0b': must not hold the character U+0000",
                                                "cdb_small.exposure [exposure_id=10] name = '\ud800': must be valid Unicode",
                                                "cdb_small.exposure [exposure_id=11] doubled = 2.0: there is no such column",
                                                "cdb_small.exposure [exposure_id=12] _record_id = 'x': there is no such column",
                                                "cdb_small.exposure [exposure_id=13] is_dark = 1: must be true or false",
                                                "cdb_small.exposure [exposure_id=14]: the row appears more than once in one request",
                                                "cdb_small.exposure [exposure_id=15] day_obs: a new row must hold a value",
                                                "cdb_small.ccdexposure [day_obs=?, ccdexposure_id=?] day_obs: the key must be complete",
                                                "cdb_small.ccdexposure [day_obs=?, ccdexposure_id=?] ccdexposure_id: the key must be complete",
                                                "cdb_small.nowhere [-]: there is no such table"));
        assertThat(exposures()).isEmpty();
    }

    @Test
    void tables_without_key_and_tables_of_our_own_are_not_written() {
        for (var name :
                List.of(
                        new TableName("cdb_small", "no_key"),
                        new TableName("platebook", "journal"),
                        new TableName("pg_catalog", "pg_class"))) {
            assertThatThrownBy(() -> write(LedgerFixture.record(name, Map.of(), "x", 1)))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("there is no such table");
        }
    }

    @Test
    void what_only_the_database_can_know_refuses_the_whole_request() {
        assertThatThrownBy(
                        () ->
                                write(
                                        exposure(1, "day_obs", DAY),
                                        exposure(2, "day_obs", DAY, "airmass", 666.0),
                                        exposure(3, "day_obs", DAY, "airmass", 666.0),
                                        ccd(DAY, 10, "exposure_id", 1),
                                        ccd(DAY, 11, "exposure_id", 98),
                                        ccd(DAY, 12, "exposure_id", 99)))
                .isInstanceOf(Refused.class)
                .message()
                .satisfies(
                        message ->
                                assertThat(message.lines())
                                        .containsExactlyInAnyOrder(
                                                "cdb_small.exposure [exposure_id=2] airmass = 666.0: must fulfil exposure_airmass_check: (airmass <> (666)::double precision)",
                                                "cdb_small.exposure [exposure_id=3] airmass = 666.0: must fulfil exposure_airmass_check: (airmass <> (666)::double precision)",
                                                "cdb_small.ccdexposure [day_obs=20260115, ccdexposure_id=11] exposure_id = 98: there is no such row of cdb_small.exposure",
                                                "cdb_small.ccdexposure [day_obs=20260115, ccdexposure_id=12] exposure_id = 99: there is no such row of cdb_small.exposure"));

        assertThat(exposures()).isEmpty();
        assertThat(fixture.one("select count(*) from platebook.journal")).isEqualTo("0");
    }

    @Test
    void a_column_added_meanwhile_can_be_written_without_a_restart() {
        write(exposure(1, "day_obs", DAY));
        fixture.database.write(
                handle -> handle.execute("alter table cdb_small.exposure add seeing float8"));

        write(exposure(1, "seeing", 0.7));

        assertThat(fixture.one("select seeing from cdb_small.exposure")).isEqualTo("0.7");
    }

    @Test
    void a_column_dropped_meanwhile_is_told_as_missing() {
        write(exposure(1, "day_obs", DAY, "flux", 1.0));
        fixture.database.write(
                handle -> handle.execute("alter table cdb_small.exposure drop flux cascade"));

        assertThatThrownBy(() -> write(exposure(1, "flux", 2.0)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("flux = 2.0: there is no such column");
    }

    @Test
    void work_reads_its_own_writes_and_those_of_others_before() {
        write(exposure(1, "day_obs", DAY));

        var count =
                ledger.transact(
                        HEADERS,
                        scope -> {
                            scope.lock("visit 1");
                            scope.write(List.of(exposure(2, "day_obs", DAY)));
                            return scope.read(
                                    handle ->
                                            handle.createQuery(
                                                            "select count(*) from cdb_small.exposure")
                                                    .mapTo(Integer.class)
                                                    .one());
                        });

        assertThat(count).isEqualTo(2);
    }

    @Test
    void work_that_fails_leaves_nothing() {
        assertThatThrownBy(
                        () ->
                                ledger.transact(
                                        HEADERS,
                                        scope -> {
                                            scope.write(List.of(exposure(2, "day_obs", DAY)));
                                            throw new Refused(LedgerCode.RECORD_INVALID, "stop");
                                        }))
                .hasMessage("stop");

        assertThat(exposures()).isEmpty();
        write(exposure(2, "day_obs", DAY));
        assertThat(exposures()).containsExactly("2|20260115|-|-");
    }

    @Test
    void a_withdrawn_row_is_gone_and_the_journal_says_so() {
        var first = exposure(1, "day_obs", DAY, "name", "a");
        write(first);

        assertThat(withdraw(1)).isTrue();
        assertThat(withdraw(1)).isFalse();

        assertThat(exposures()).isEmpty();
        assertThat(fixture.all("select action from platebook.journal order by journal_id"))
                .containsExactly("set", "withdraw");
        assertThat(write(first).of(EXPOSURE)).isEqualTo(new Counts(0, 0, 1));
        assertThat(exposures()).isEmpty();
    }

    @Test
    void a_row_is_withdrawn_by_its_whole_key_only() {
        assertThatThrownBy(
                        () ->
                                ledger.transact(
                                        HEADERS,
                                        scope ->
                                                scope.withdraw(
                                                        CCD,
                                                        Map.of(
                                                                "ccdexposure_id",
                                                                new Value.Whole(1)))))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("[day_obs, ccdexposure_id]");
    }

    @Test
    void watchers_are_told_what_changed_after_the_commit() {
        var told = new ArrayList<RowChange>();
        try (var watch = ledger.changes().watch(told::addAll)) {
            assertThat(watch).isNotNull();
            write(exposure(1, "day_obs", DAY), exposure(2, "day_obs", DAY));
            write(exposure(1, "day_obs", DAY), exposure(2, "day_obs", DAY + 1));
            withdraw(1);
            assertThatThrownBy(() -> write(exposure(3, "airmass", 1.0)))
                    .isInstanceOf(Refused.class);
        }
        write(exposure(4, "day_obs", DAY));

        assertThat(told).containsExactly(change(1), change(2), change(2), change(1));
    }

    @Test
    void very_many_changes_of_a_table_are_told_as_one() {
        var told = new ArrayList<RowChange>();
        var records = new ArrayList<TableRecord>();
        for (int i = 0; i < 2000; i++) {
            records.add(exposure(i, "day_obs", DAY));
        }
        try (var watch = ledger.changes().watch(told::addAll)) {
            assertThat(watch).isNotNull();
            assertThat(ledger.write(HEADERS, records).of(EXPOSURE))
                    .isEqualTo(new Counts(2000, 0, 0));
        }

        assertThat(told).containsExactly(new RowChange(EXPOSURE, Map.of()));
    }

    @Test
    void every_record_can_be_found_by_its_id() {
        var record = exposure(1, "day_obs", DAY, "name", "a", "airmass", Value.CLEARED);
        write(exposure(2, "day_obs", DAY, "name", "b", "airmass", 1.0), record);

        assertThat(ledger.find(record.id()))
                .hasValueSatisfying(
                        found -> {
                            assertThat(found.record()).isEqualTo(record);
                            assertThat(found.provenance()).isEqualTo(HEADERS);
                        });
        assertThat(ledger.find(UUID.randomUUID())).isEmpty();
    }

    private WriteReport write(TableRecord... records) {
        return ledger.write(HEADERS, List.of(records));
    }

    private boolean withdraw(long exposure) {
        return ledger.transact(
                HEADERS,
                scope ->
                        scope.withdraw(EXPOSURE, Map.of("exposure_id", new Value.Whole(exposure))));
    }

    private static RowChange change(long exposure) {
        return new RowChange(EXPOSURE, Map.of("exposure_id", new Value.Whole(exposure)));
    }

    private List<String> exposures() {
        return fixture.all(
                """
                select concat_ws('|', exposure_id, day_obs, coalesce(name, '-'),
                    coalesce(airmass::text, '-'))
                from cdb_small.exposure
                order by exposure_id
                """);
    }
}
