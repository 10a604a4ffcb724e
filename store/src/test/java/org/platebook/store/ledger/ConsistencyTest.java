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

import java.util.List;
import java.util.Map;

/** What is wrong with a database is found, and nothing where nothing is. */
class ConsistencyTest {

    private static final int DEEDS = 25;

    private final LedgerFixture fixture = new LedgerFixture();

    @BeforeEach
    void write() {
        new Deeds(1, 1).run(fixture.ledger, 1, DEEDS, _ -> {});
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
    void a_row_that_was_taken_away_behind_the_ledger_is_missed() {
        execute("delete from cdb_small.ccdexposure where ccdexposure_id % 1000 = 3");

        assertThat(findings())
                .singleElement()
                .asString()
                .startsWith("cdb_small.ccdexposure: ")
                .endsWith("Records of the journal whose row is not as they left it");
    }

    @Test
    void a_withdrawn_row_that_came_back_is_found() {
        fixture.ledger.write(HEADERS, List.of(exposure(7, "day_obs", Deeds.DAY)));
        fixture.ledger.transact(
                HEADERS,
                scope -> scope.withdraw(EXPOSURE, Map.of("exposure_id", new Value.Whole(7))));
        execute(
                """
                insert into cdb_small.exposure (exposure_id, day_obs, _known_from)
                values (7, 20260115, '2020-01-01')
                """);

        assertThat(findings().toString())
                .contains("whose row is not as they left it")
                .contains("made or ended by Records that the journal lacks")
                .contains("closed versions are known after the present one");
    }

    @Test
    void a_journal_that_lost_an_entry_is_found() {
        execute(
                "delete from platebook.journal where journal_id = (select min(journal_id) from platebook.journal)");

        assertThat(findings().toString()).contains("Records whose entry is not in the journal");
    }

    @Test
    void a_journal_that_lost_records_is_found() {
        execute(
                """
                delete from platebook.journal_record r using cdb_small.ccdexposure c
                where r.record_id = c._record_id and c.ccdexposure_id % 1000 = 3
                """);

        assertThat(findings().toString())
                .contains("cdb_small.ccdexposure")
                .contains("made or ended by Records that the journal lacks")
                .contains("entries of the journal with more or fewer Records than they say");
    }

    @Test
    void versions_that_overlap_or_tear_a_transaction_apart_are_found() {
        execute(
                """
                alter table cdb_small_history.exposure_closed drop constraint exposure_closed_pkey;
                update cdb_small_history.exposure_closed set known = tstzrange(lower(known), 'tomorrow')
                """);

        assertThat(findings().toString())
                .contains("closed versions of one row overlap")
                .contains("closed versions are known after the present one");

        execute(
                """
                update cdb_small.ccdexposure set _known_from = _known_from + interval '1 second'
                where ccdexposure_id % 1000 = 3
                """);
        assertThat(findings().toString())
                .contains("entries of the journal whose Records became known at several moments");
    }

    @Test
    void what_tap_schema_tells_must_be_there() {
        execute(
                """
                insert into tap_schema.schemas (schema_name, visibility) values ('cdb_small', 'public');
                insert into tap_schema.tables (schema_name, table_name, table_type, visibility)
                values ('cdb_small', 'cdb_small.exposure', 'table', 'public'),
                    ('cdb_small', 'cdb_small.nothing', 'table', 'public');
                insert into tap_schema.columns (table_name, column_name, datatype, indexed, principal, std, visibility)
                values ('cdb_small.exposure', 'airmass', 'double', 0, 0, 0, 'public'),
                    ('cdb_small.exposure', 'colour', 'double', 0, 0, 0, 'public');
                """);

        assertThat(findings())
                .containsExactlyInAnyOrder(
                        "cdb_small.nothing: 1 × tables that TAP_SCHEMA tells of and that are not there",
                        "cdb_small.exposure: 1 × columns that TAP_SCHEMA tells of and that are not there");
    }

    @Test
    void a_reference_without_target_is_found() {
        execute(
                """
                set session_replication_role = replica;
                delete from cdb_small.exposure
                where exposure_id = (select min(exposure_id) from cdb_small.ccdexposure);
                set session_replication_role = default
                """);

        assertThat(findings().toString())
                .contains("cdb_small.ccdexposure: 12 × rows that refer to one that is not there");
    }

    private List<String> findings() {
        return new Consistency(fixture.database)
                .findings(Depth.WHOLE, _ -> {}).stream().map(Object::toString).toList();
    }

    private void execute(String sql) {
        fixture.database.write(handle -> handle.execute(sql));
    }
}
