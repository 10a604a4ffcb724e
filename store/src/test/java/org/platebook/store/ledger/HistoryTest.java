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
import org.platebook.model.failure.Clash;
import org.platebook.model.failure.Missing;
import org.platebook.model.failure.Refused;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.database.Role;
import org.platebook.store.history.Diff;
import org.platebook.store.history.Difference;
import org.platebook.store.history.Moments;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** What was known when, and what changed since. */
class HistoryTest {

    private static final int DAY = 20_260_115;
    private static final Provenance OBSERVER =
            new Provenance("observers", "platebook 0.1", "bob", "request-2");

    private final LedgerFixture fixture = new LedgerFixture();
    private final PostgresLedger ledger = fixture.ledger;
    private final Moments moments = new Moments(fixture.database, InstantSource.system());

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_change_leaves_the_past_as_it_was_known() {
        write(exposure(1, "day_obs", DAY, "name", "a", "airmass", 1.5));
        var before = now();
        write(exposure(1, "name", "b"));

        assertThat(fixture.all("select name from cdb_small.exposure")).containsExactly("b");
        assertThat(asOf(before)).containsExactly("1|a|1.5|3");
        assertThat(asOf(now())).containsExactly("1|b|1.5|3");
    }

    @Test
    void a_version_tells_who_made_it_and_who_ended_it() {
        var first = exposure(1, "day_obs", DAY, "name", "a");
        var second = exposure(1, "name", "b");
        write(first);
        ledger.write(OBSERVER, List.of(second));

        assertThat(
                        fixture.all(
                                """
                                select concat_ws('|', name, known_source, known_record, known_until is null)
                                from cdb_small_history.exposure order by known_from
                                """))
                .containsExactly(
                        "a|headers|" + first.id() + "|f", "b|observers|" + second.id() + "|t");
        assertThat(
                        fixture.one(
                                "select concat_ws('|', _ended_by, _ended_source) from cdb_small_history.exposure_closed"))
                .isEqualTo(second.id() + "|observers");
        assertThat(
                        fixture.one(
                                """
                                select (a.known_until = b.known_from)::text
                                from cdb_small_history.exposure a, cdb_small_history.exposure b
                                where a.name = 'a' and b.name = 'b'
                                """))
                .isEqualTo("true");
    }

    @Test
    void what_changes_nothing_makes_no_version() {
        write(exposure(1, "day_obs", DAY, "name", "a"));
        write(exposure(1, "name", "a"));
        write(exposure(1, "airmass", Value.CLEARED));

        assertThat(versions()).isEqualTo("1");
    }

    @Test
    void a_withdrawn_row_is_gone_from_the_present_and_there_in_the_past() {
        write(exposure(1, "day_obs", DAY, "name", "a"));
        var before = now();
        withdraw(1);
        var after = now();
        write(exposure(1, "day_obs", DAY, "name", "again"));

        assertThat(asOf(before)).containsExactly("1|a");
        assertThat(asOf(after)).isEmpty();
        assertThat(asOf(now())).containsExactly("1|again");
    }

    @Test
    void a_transaction_is_seen_whole_or_not_at_all() {
        write(exposure(1, "day_obs", DAY, "name", "a"));
        ledger.transact(
                HEADERS,
                scope -> {
                    scope.write(List.of(exposure(2, "day_obs", DAY, "name", "new")));
                    scope.write(List.of(exposure(1, "name", "b"), exposure(2, "name", "newer")));
                    scope.write(List.of(ccd(DAY, 7, "exposure_id", 2)));
                    return scope.write(List.of(exposure(1, "name", "c")));
                });

        assertThat(fixture.one("select count(distinct _known_from)::text from cdb_small.exposure"))
                .isEqualTo("1");
        assertThat(
                        fixture.one(
                                """
                                select (e._known_from = c._known_from and e._known_from = j.written_at)::text
                                from cdb_small.exposure e
                                join cdb_small.ccdexposure c using (exposure_id)
                                cross join (select max(written_at) as written_at from platebook.journal) j
                                """))
                .isEqualTo("true");
        assertThat(
                        fixture.all(
                                "select name from cdb_small_history.exposure order by known_from, name"))
                .as("what the transaction overwrote itself was never known")
                .containsExactly("a", "c", "newer");
    }

    @Test
    void rows_of_a_partitioned_table_have_their_past_too() {
        write(exposure(1, "day_obs", DAY), ccd(DAY, 7, "exposure_id", 1, "detector", 1));
        var before = now();
        write(ccd(DAY, 7, "detector", 2));

        assertThat(
                        fixture.all(
                                "select detector::text from cdb_small_history.ccdexposure_at('%s')"
                                        .formatted(before)))
                .containsExactly("1");
    }

    @Test
    void two_versions_of_a_row_cannot_hold_at_once() {
        write(exposure(1, "day_obs", DAY, "name", "a"));
        write(exposure(1, "name", "b"));

        assertThatThrownBy(
                        () ->
                                fixture.database.write(
                                        handle ->
                                                handle.execute(
                                                        """
                                                        insert into cdb_small_history.exposure_closed
                                                        select * from cdb_small_history.exposure_closed
                                                        """)))
                .hasMessageContaining("exposure_closed");
    }

    @Test
    void the_planner_puts_the_query_in_place_of_the_function() {
        write(exposure(1, "day_obs", DAY, "name", "a"));
        write(exposure(1, "name", "b"));

        var plan =
                String.join(
                        "\n",
                        fixture.all(
                                """
                                explain (costs off) select name
                                from cdb_small_history.exposure_at(now()) where exposure_id = 1
                                """));

        assertThat(plan).doesNotContain("Function Scan").contains("exposure_pkey", "Append");
    }

    @Test
    void a_reader_that_goes_back_sees_tables_as_they_were() {
        write(exposure(1, "day_obs", DAY, "name", "a"));
        var before = Instant.parse(moments.set("before", null, "ann", null).moment().toString());
        write(exposure(1, "name", "b"));
        fixture.database.write(
                handle ->
                        handle.execute(
                                """
                                grant usage on schema cdb_small, cdb_small_history, cdb_small_as_of to platebook_staff;
                                grant select on all tables in schema cdb_small, cdb_small_history, cdb_small_as_of
                                    to platebook_staff
                                """));

        List<String> names =
                fixture.database
                        .reader(Role.STAFF)
                        .asOf(before)
                        .read(
                                handle ->
                                        handle.createQuery(
                                                        "select name from cdb_small_as_of.exposure")
                                                .mapTo(String.class)
                                                .list());

        assertThat(names).containsExactly("a");
    }

    @Test
    void a_moment_keeps_its_name_and_what_was_known_at_it() {
        write(exposure(1, "day_obs", DAY, "name", "a"));
        var freeze = moments.set("dr1-freeze", null, "ann", "the first release");
        write(exposure(1, "name", "b"));

        assertThat(moments.meant("dr1-freeze")).isEqualTo(freeze.moment());
        assertThat(asOf(freeze.moment().toString())).containsExactly("1|a");
        assertThat(
                        fixture.one(
                                "select name from cdb_small_history.exposure_at(platebook.at('dr1-freeze'))"))
                .isEqualTo("a");
        assertThat(moments.all()).containsExactly(freeze);
        assertThatThrownBy(() -> moments.set("dr1-freeze", null, "bob", null))
                .isInstanceOf(Clash.class)
                .hasMessageContaining("dr1-freeze");
    }

    @Test
    void naming_a_moment_waits_for_the_writers_before_it() throws Exception {
        write(exposure(1, "day_obs", DAY, "name", "a"));
        var written = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writer =
                    threads.submit(
                            () ->
                                    ledger.transact(
                                            HEADERS,
                                            scope -> {
                                                scope.write(List.of(exposure(1, "name", "b")));
                                                written.countDown();
                                                await(end);
                                                return 0;
                                            }));
            written.await();
            var naming = threads.submit(() -> moments.set("later", null, "ann", null));
            end.countDown();
            writer.get();

            assertThat(asOf(naming.get().moment().toString())).containsExactly("1|b");
        }
    }

    @Test
    void moments_are_meant_by_time_and_by_name() {
        assertThat(moments.meant("2026-03-01T00:00:00Z")).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(moments.meant("2026-03-01T01:00:00+01:00")).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(moments.meant("2026-03-01T00:00:00")).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(moments.meant("2026-03-01")).isEqualTo("2026-03-01T00:00:00Z");
        assertThatThrownBy(() -> moments.meant("yesterday"))
                .isInstanceOf(Missing.class)
                .hasMessageContaining("'yesterday'");
        assertThatThrownBy(() -> moments.meant("2026-13-01"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("2026-13-01");
        assertThatThrownBy(() -> moments.meant("2999-01-01"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("lies ahead");
        assertThatThrownBy(() -> moments.set("DR 1", null, "ann", null))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("'DR 1'");
    }

    @Test
    void a_diff_tells_key_column_old_new_and_source() {
        write(
                exposure(1, "day_obs", DAY, "name", "a", "airmass", 1.5),
                exposure(2, "day_obs", DAY, "name", "x"),
                exposure(3, "day_obs", DAY, "name", "stays"),
                ccd(DAY, 7, "exposure_id", 3));
        var from = Instant.parse(utc(now()));
        ledger.write(OBSERVER, List.of(exposure(1, "name", "b")));
        ledger.write(OBSERVER, List.of(exposure(1, "name", "c", "airmass", Value.CLEARED)));
        ledger.<Boolean>transact(
                OBSERVER,
                scope -> scope.withdraw(EXPOSURE, Map.of("exposure_id", new Value.Whole(2))));
        write(exposure(4, "day_obs", DAY, "state", "new"));
        write(exposure(3, "name", "goes"));
        write(exposure(3, "name", "stays"));
        var to = Instant.parse(utc(now()));
        write(exposure(1, "name", "later"));

        assertThat(diff(EXPOSURE, from, to))
                .containsExactly(
                        "{exposure_id=1} CHANGED airmass 1.5 -> null observers",
                        "{exposure_id=1} CHANGED doubled 3 -> null observers",
                        "{exposure_id=1} CHANGED name \"a\" -> \"c\" observers",
                        "{exposure_id=2} WITHDRAWN null null -> null observers",
                        "{exposure_id=4} ADDED day_obs null -> 20260115 headers",
                        "{exposure_id=4} ADDED state null -> \"new\" headers");
        assertThat(diff(CCD, from, to)).isEmpty();
        assertThatThrownBy(() -> diff(EXPOSURE, to, from))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("must lie after");
        assertThatThrownBy(() -> diff(new TableName("cdb_small", "no_key"), from, to))
                .isInstanceOf(Missing.class)
                .hasMessageContaining("cdb_small.no_key");
    }

    @Test
    void a_row_tells_the_version_it_has() {
        var record = exposure(1, "day_obs", DAY, "name", "a");
        write(record);
        var key = Map.<String, Value>of("exposure_id", new Value.Whole(1));

        var version = ledger.transact(HEADERS, scope -> scope.version(EXPOSURE, key)).orElseThrow();

        assertThat(version.recordId()).isEqualTo(record.id());
        assertThat(version.source()).isEqualTo("headers");
        var none = Map.<String, Value>of("exposure_id", new Value.Whole(2));
        Optional<RowVersion> absent =
                ledger.transact(HEADERS, scope -> scope.version(EXPOSURE, none));
        assertThat(absent).isEmpty();
    }

    private List<String> diff(TableName table, Instant from, Instant to) {
        fixture.database.write(
                handle ->
                        handle.execute(
                                """
                                grant usage on schema cdb_small, cdb_small_history to platebook_staff;
                                grant select on all tables in schema cdb_small, cdb_small_history to platebook_staff
                                """));
        var told = new ArrayList<Difference>();
        new Diff(fixture.database.reader(Role.STAFF)).between(table, from, to, told::add);
        return told.stream()
                .map(
                        one ->
                                "%s %s %s %s -> %s %s"
                                        .formatted(
                                                one.key(),
                                                one.change(),
                                                one.column(),
                                                one.before(),
                                                one.after(),
                                                one.source()))
                .toList();
    }

    private static String utc(String moment) {
        return OffsetDateTime.parse(moment.replace(' ', 'T') + ":00").toInstant().toString();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(TableRecord... records) {
        ledger.write(HEADERS, List.of(records));
    }

    private void withdraw(long id) {
        assertThat(
                        ledger.<Boolean>transact(
                                HEADERS,
                                scope ->
                                        scope.withdraw(
                                                EXPOSURE,
                                                Map.of("exposure_id", new Value.Whole(id)))))
                .isTrue();
    }

    private String now() {
        return fixture.one("select clock_timestamp()::text");
    }

    private String versions() {
        return fixture.one("select count(*)::text from cdb_small_history.exposure");
    }

    private List<String> asOf(String moment) {
        return fixture.all(
                """
                select concat_ws('|', exposure_id, name, airmass, doubled)
                from cdb_small_history.exposure_at('%s') order by exposure_id
                """
                        .formatted(moment));
    }
}
