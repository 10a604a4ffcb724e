package org.platebook.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.platebook.store.ledger.LedgerFixture.EXPOSURE;
import static org.platebook.store.ledger.LedgerFixture.HEADERS;
import static org.platebook.store.ledger.LedgerFixture.exposure;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.platebook.model.record.Value;
import org.platebook.store.check.Consistency;
import org.platebook.store.check.Consistency.Depth;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is wrong with a database is found, each damage by its own sentence, and nothing besides. */
class ConsistencyTest {

    private static final long FIRST = 2_026_011_500_001L;
    private static final long SECOND = 2_026_011_500_002L;
    private static final long WITHDRAWN = 2_026_011_500_003L;

    private final LedgerFixture fixture = new LedgerFixture();

    /** Exposures: one corrected twice, one with two detectors, one withdrawn. */
    @BeforeEach
    void write() {
        fixture.ledger.write(
                HEADERS,
                List.of(
                        exposure(FIRST, "day_obs", Deeds.DAY, "airmass", 1.1, "name", "first"),
                        exposure(SECOND, "day_obs", Deeds.DAY, "airmass", 1.2),
                        exposure(WITHDRAWN, "day_obs", Deeds.DAY)));
        fixture.ledger.write(
                HEADERS,
                List.of(
                        LedgerFixture.ccd(Deeds.DAY, 1, "exposure_id", SECOND, "detector", 1),
                        LedgerFixture.ccd(Deeds.DAY, 2, "exposure_id", SECOND, "detector", 2)));
        fixture.ledger.write(HEADERS, List.of(exposure(FIRST, "airmass", 1.15)));
        fixture.ledger.write(HEADERS, List.of(exposure(FIRST, "airmass", 1.17)));
        fixture.ledger.transact(
                HEADERS,
                scope ->
                        scope.withdraw(
                                EXPOSURE, Map.of("exposure_id", new Value.Whole(WITHDRAWN))));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void nothing_is_found_where_all_is_in_order() {
        assertThat(findings()).isEmpty();
    }

    @Test
    void progress_tells_how_many_records_of_each_table_were_compared() {
        var told = new ArrayList<String>();

        new Consistency(fixture.database).findings(Depth.WHOLE, told::add);

        assertThat(told)
                .contains("cdb_small.ccdexposure: 2 Records", "cdb_small.exposure: 6 Records");
    }

    @Test
    void a_value_that_was_changed_behind_the_ledger_is_named() {
        execute("update cdb_small.exposure set airmass = 1.3 where exposure_id = " + SECOND);

        assertThat(findings())
                .containsExactly(
                        "cdb_small.exposure: 1 × Records of the journal whose value of airmass is not there");
    }

    @Test
    void a_value_that_no_record_ever_set_is_named() {
        execute("update cdb_small.exposure set flux = 1 where exposure_id = " + SECOND);

        assertThat(findings())
                .containsExactly(
                        "cdb_small.exposure: 1 × values of flux that no Record of the journal set");
    }

    @Test
    void a_past_value_that_was_changed_is_named() {
        execute(
                "update cdb_small_history.exposure_closed set airmass = 1 where lower(known) = (select min(lower(known)) from cdb_small_history.exposure_closed) and exposure_id = "
                        + FIRST);

        assertThat(findings())
                .containsExactly(
                        "cdb_small.exposure: 1 × Records of the journal whose value of airmass is not there");
    }

    @Test
    void a_past_value_that_a_later_record_left_alone_is_compared_with_what_came_before() {
        execute("update cdb_small_history.exposure_closed set name = 'other' where airmass = 1.15");

        assertThat(findings())
                .as("it changed there and back")
                .containsExactly(
                        "cdb_small.exposure: 2 × values of name that no Record of the journal set");
    }

    @Test
    void a_row_that_was_taken_away_behind_the_ledger_is_missed() {
        execute("delete from cdb_small.ccdexposure where ccdexposure_id = 2");

        assertThat(findings())
                .containsExactly(
                        "cdb_small.ccdexposure: 1 × Records of the journal whose row was not there from then on");
    }

    @Test
    void a_past_version_that_was_taken_away_is_missed() {
        execute("delete from cdb_small_history.exposure_closed where airmass = 1.15");

        assertThat(findings())
                .containsExactlyInAnyOrder(
                        "cdb_small.exposure: 1 × Records of the journal whose row was not there from then on",
                        "cdb_small.exposure: 1 × values of day_obs that no Record of the journal set",
                        "cdb_small.exposure: 1 × values of name that no Record of the journal set");
    }

    @Test
    void a_withdrawn_row_that_was_not_kept_is_missed() {
        execute("delete from cdb_small_history.exposure_closed where exposure_id = " + WITHDRAWN);

        assertThat(findings())
                .containsExactlyInAnyOrder(
                        "cdb_small.exposure: 1 × Records of the journal whose row was not there from then on",
                        "cdb_small.exposure: 1 × Records of the journal whose withdrawn row was not kept");
    }

    @Test
    void a_withdrawn_row_that_came_back_is_found() {
        execute(
                """
                insert into cdb_small.exposure (exposure_id, day_obs, _known_from)
                values (%d, 20260115, '2020-01-01')
                """
                        .formatted(WITHDRAWN));

        assertThat(findings())
                .containsExactlyInAnyOrder(
                        "cdb_small.exposure: 1 × closed versions are known after the present one of their row began",
                        "cdb_small.exposure: 1 × versions made or ended by Records that the journal lacks",
                        "cdb_small.exposure: 1 × Records of the journal that withdrew a row which is there",
                        "cdb_small.exposure: 1 × versions that no Record of the journal began");
    }

    @Test
    void a_row_that_nobody_wrote_is_found() {
        execute("insert into cdb_small.exposure (exposure_id, day_obs) values (4, 20260115)");

        assertThat(findings())
                .containsExactlyInAnyOrder(
                        "cdb_small.exposure: 1 × versions made or ended by Records that the journal lacks",
                        "cdb_small.exposure: 1 × versions that no Record of the journal began");
    }

    @Test
    void a_row_that_claims_the_record_of_another_is_found() {
        execute(
                """
                insert into cdb_small.exposure (exposure_id, day_obs, _record_id, _known_from, _source)
                select 4, day_obs, _record_id, _known_from, _source from cdb_small.exposure where exposure_id = %d
                """
                        .formatted(SECOND));

        assertThat(findings())
                .containsExactly(
                        "cdb_small.exposure: 1 × versions that no Record of the journal began");
    }

    @Test
    void who_wrote_a_version_and_who_ended_it_is_compared() {
        execute("update cdb_small.exposure set _source = 'nobody' where exposure_id = " + FIRST);
        execute(
                "update cdb_small_history.exposure_closed set _ended_source = 'nobody' where exposure_id = "
                        + FIRST);

        assertThat(findings())
                .containsExactlyInAnyOrder(
                        "cdb_small.exposure: 1 × versions with another Record or source than in the journal",
                        "cdb_small.exposure: 2 × versions that ended by another Record or source than in the journal");
    }

    @Test
    void a_version_that_ends_too_early_is_found() {
        execute(
                """
                update cdb_small_history.exposure_closed
                set known = tstzrange(lower(known), upper(known) - interval '1 microsecond') where airmass = 1.15
                """);

        assertThat(findings())
                .containsExactlyInAnyOrder(
                        "cdb_small.exposure: 1 × closed versions that no Record of the journal ended",
                        "cdb_small.exposure: 1 × values of day_obs that no Record of the journal set",
                        "cdb_small.exposure: 1 × values of name that no Record of the journal set");
    }

    @Test
    void versions_that_overlap_are_found() {
        execute(
                """
                alter table cdb_small_history.exposure_closed drop constraint exposure_closed_pkey;
                update cdb_small_history.exposure_closed set known = tstzrange(lower(known), clock_timestamp() + interval '1 day')
                where airmass = 1.1
                """);

        assertThat(findings())
                .contains(
                        "cdb_small.exposure: 1 × closed versions of one row overlap",
                        "cdb_small.exposure: 1 × closed versions are known after the present one of their row began",
                        "cdb_small.exposure: 2 × Records of the journal whose value of airmass is not there",
                        "cdb_small.exposure: 1 × closed versions that no Record of the journal ended");
    }

    @Test
    void a_transaction_that_was_torn_apart_is_found() {
        execute(
                """
                update cdb_small.ccdexposure set _known_from = _known_from + interval '1 second'
                where ccdexposure_id = 2
                """);

        assertThat(findings())
                .containsExactlyInAnyOrder(
                        "cdb_small.ccdexposure: 1 × entries of the journal whose Records became known at several moments",
                        "cdb_small.ccdexposure: 1 × Records of the journal whose row was not there from then on",
                        "cdb_small.ccdexposure: 1 × versions that no Record of the journal began");
    }

    @Test
    void a_row_from_the_future_is_found() {
        execute("update cdb_small.ccdexposure set _known_from = _known_from + interval '1 day'");

        assertThat(findings())
                .contains("cdb_small.ccdexposure: 2 × rows become known only in the future");
    }

    @Test
    void a_journal_that_lost_an_entry_is_found() {
        execute("delete from platebook.journal where table_name = 'ccdexposure'");

        assertThat(findings())
                .containsExactlyInAnyOrder(
                        "platebook.journal_record: 2 × Records whose entry is not in the journal",
                        "cdb_small.ccdexposure: 2 × versions that no Record of the journal began");
    }

    @Test
    void a_journal_that_lost_a_record_is_found() {
        execute(
                """
                delete from platebook.journal_record r using cdb_small.ccdexposure c
                where r.record_id = c._record_id and c.ccdexposure_id = 2
                """);

        assertThat(findings())
                .containsExactlyInAnyOrder(
                        "cdb_small.ccdexposure: 1 × versions made or ended by Records that the journal lacks",
                        "cdb_small.ccdexposure: 1 × Records of the journal that are not found by their id",
                        "platebook.journal: 1 × entries of the journal with more or fewer Records than they say");
    }

    @Test
    void an_entry_whose_values_cannot_be_read_is_found() {
        execute(
                """
                update platebook.journal set payload = substr(payload, 1, length(payload) / 2)
                where table_name = 'ccdexposure'
                """);

        assertThat(findings())
                .contains("cdb_small.ccdexposure: 1 × entries of the journal that cannot be read");
    }

    @Test
    void an_entry_for_another_table_is_found() {
        execute(
                "update platebook.journal set table_name = 'nothing' where table_name = 'ccdexposure'");

        assertThat(findings())
                .contains(
                        "cdb_small.nothing: 1 × entries of the journal for a table that is not there",
                        "cdb_small.ccdexposure: 2 × versions whose Record the journal holds for another table, or as written later",
                        "cdb_small.ccdexposure: 2 × versions that no Record of the journal began");
    }

    @Test
    void a_reference_without_target_is_found() {
        execute(
                """
                set session_replication_role = replica;
                update cdb_small.ccdexposure set exposure_id = 4 where ccdexposure_id = 2;
                set session_replication_role = default
                """);

        assertThat(findings())
                .containsExactlyInAnyOrder(
                        "cdb_small.ccdexposure: 1 × rows that refer to one that is not there",
                        "cdb_small.ccdexposure: 1 × Records of the journal whose value of exposure_id is not there");
    }

    @Test
    void a_record_that_was_written_and_waits_in_the_quarantine_too_is_found() {
        execute(
                """
                insert into platebook.quarantine (source, software, on_behalf_of, request_id, record_id, schema_name,
                    table_name, record, code, reason)
                select 'a', 'b', 'c', 'd', record_id, 'cdb_small', 'exposure', '{}', 'record.invalid', 'no'
                from platebook.journal_record limit 1
                """);

        assertThat(findings())
                .containsExactly(
                        "platebook.quarantine: 1 × Records that wait in the quarantine although they were written");
    }

    @Test
    void a_request_without_an_answer_and_a_moment_ahead_are_found() {
        execute(
                """
                insert into platebook.request (caller, request_key, digest) values ('ann', 'k', 'd');
                insert into platebook.moment (name, moment, set_by) values ('soon', clock_timestamp() + interval '1 day', 'ann')
                """);

        assertThat(findings())
                .containsExactlyInAnyOrder(
                        "platebook.request: 1 × requests with a key that were written without an answer",
                        "platebook.moment: 1 × named moments that lie ahead");
    }

    @Test
    void a_table_without_its_history_and_a_history_without_its_table_are_found() {
        execute(
                """
                insert into platebook.schema_installed (schema_name, felis, sha256)
                values ('cdb_small', 'x', encode(sha256('x'), 'hex'));
                drop view cdb_small_history.ccdexposure; drop view cdb_small_as_of.ccdexposure;
                alter table cdb_small_history.ccdexposure_closed rename to lost_closed
                """);

        assertThat(findings())
                .containsExactlyInAnyOrder(
                        "cdb_small: 1 × schemas whose recorded text cannot be read",
                        "cdb_small.ccdexposure: 1 × tables without a history",
                        "cdb_small_history.lost_closed: 1 × histories of a table that is not there");
    }

    @Test
    void an_index_that_is_not_valid_is_found() {
        execute(
                """
                create index airmass on cdb_small.exposure (airmass);
                update pg_index set indisvalid = false where indexrelid = 'cdb_small.airmass'::regclass
                """);

        assertThat(findings()).containsExactly("cdb_small.airmass: 1 × indexes that are not valid");
    }

    @Test
    void the_past_of_a_site_that_kept_no_versions_is_not_asked_for() {
        execute(
                """
                delete from cdb_small_history.exposure_closed;
                update platebook.history_start set began = clock_timestamp()
                """);

        assertThat(findings()).isEmpty();

        fixture.ledger.write(HEADERS, List.of(exposure(FIRST, "airmass", 1.2)));
        execute("delete from cdb_small_history.exposure_closed");
        assertThat(findings()).as("what the journal says from then on").isNotEmpty();
    }

    private List<String> findings() {
        return new Consistency(fixture.database)
                .findings(Depth.WHOLE, _ -> {}).stream().map(Object::toString).toList();
    }

    private void execute(String sql) {
        fixture.database.write(handle -> handle.execute(sql));
    }
}
