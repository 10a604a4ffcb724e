package org.platebook.store.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.RecordIds;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.check.Consistency;
import org.platebook.store.check.Consistency.Depth;
import org.platebook.store.ledger.PostgresLedger;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Schemas, tables, TAP_SCHEMA and rights that are made to disagree are found by their sentence. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaAgreementTest {

    private static final String FELIS =
            """
            name: sky1
            platebook: {visibility: public}
            tables:
            - name: exposure
              primaryKey: "#exposure.exposure_id"
              platebook: {source: headers, level: exposure, rows: {public: {days: 730}, rights: all}}
              columns:
              - {name: exposure_id, datatype: long, nullable: false}
              - {name: day_obs, datatype: int}
              - {name: seeing, datatype: double, ivoa:unit: arcsec}
              - {name: size, datatype: int}
              - {name: note, datatype: string, length: 20, platebook: {visibility: staff}}
              indexes:
              - {name: exposure_day, columns: ["#exposure.day_obs"]}
            - name: measured
              primaryKey: "#measured.exposure_id"
              platebook: {source: drp, level: exposure}
              columns:
              - {name: exposure_id, datatype: long, nullable: false}
              - {name: depth, datatype: double}
              constraints:
              - name: fk_measured
                "@type": ForeignKey
                columns: ["#measured.exposure_id"]
                referencedColumns: ["#exposure.exposure_id"]
            - name: secret
              primaryKey: "#secret.secret_id"
              platebook: {source: headers, visibility: internal}
              columns:
              - {name: secret_id, datatype: long, nullable: false}
            """;

    private final Installed site = new Installed();

    SchemaAgreementTest() {
        site.install(FELIS);
    }

    @AfterAll
    void close() {
        site.close();
    }

    @Test
    void what_was_installed_agrees() {
        assertThat(findings()).isEmpty();
    }

    @Test
    void a_whole_camera_agrees() {
        try (var other = new Installed()) {
            other.installer.install(CameraSchemas.load().of("LSSTCam"));
            assertThat(new Consistency(other.database).findings(Depth.WHOLE, _ -> {})).isEmpty();
        }
    }

    @Test
    void a_table_and_a_column_that_tap_schema_makes_up_are_found() {
        assertThat(
                        after(
                                """
                                insert into tap_schema.tables (schema_name, table_name, table_type, visibility)
                                values ('sky1', 'sky1.nothing', 'table', 'public');
                                insert into tap_schema.columns
                                    (table_name, column_name, datatype, indexed, principal, std, visibility)
                                values ('sky1.exposure', 'colour', 'double', 0, 0, 0, 'public')
                                """,
                                """
                                delete from tap_schema.tables where table_name = 'sky1.nothing';
                                delete from tap_schema.columns where column_name = 'colour'
                                """))
                .containsExactlyInAnyOrder(
                        "sky1.nothing: 1 × tables that TAP_SCHEMA tells of and that no schema describes",
                        "sky1.nothing: 1 × tables that TAP_SCHEMA tells of and that are not there",
                        "sky1.exposure: 1 × columns that TAP_SCHEMA tells of and that no schema describes",
                        "sky1.exposure: 1 × columns that TAP_SCHEMA tells of and that are not there");
    }

    @Test
    void what_tap_schema_keeps_to_itself_is_found() {
        assertThat(
                        after(
                                """
                                create temporary table kept_columns as
                                    select * from tap_schema.columns where column_name in ('seeing', '"size"');
                                create table public.kept_keys as select * from tap_schema.key_columns;
                                create table public.kept_columns as select * from kept_columns;
                                delete from tap_schema.key_columns;
                                delete from tap_schema.columns where column_name in ('seeing', '"size"')
                                """,
                                """
                                insert into tap_schema.columns select * from public.kept_columns;
                                insert into tap_schema.key_columns select * from public.kept_keys;
                                drop table public.kept_columns, public.kept_keys
                                """))
                .containsExactlyInAnyOrder(
                        "sky1.exposure: 2 × columns that TAP_SCHEMA does not tell of",
                        "sky1.exposure_wide: 2 × columns that TAP_SCHEMA does not tell of",
                        "sky1.exposure_wide_staff: 2 × columns that TAP_SCHEMA does not tell of",
                        "sky1_history.exposure: 2 × columns that TAP_SCHEMA does not tell of",
                        "sky1.fk_measured: 1 × columns of keys that TAP_SCHEMA does not tell of");
    }

    @Test
    void a_unit_a_description_and_a_visibility_that_tap_schema_has_otherwise_are_found() {
        assertThat(
                        after(
                                """
                                update tap_schema.columns set unit = 'arcmin'
                                where (table_name, column_name) = ('sky1.exposure', 'seeing');
                                update tap_schema.columns set visibility = 'public'
                                where (table_name, column_name) = ('sky1.exposure', 'note');
                                update tap_schema.tables set description = 'x' where table_name = 'sky1.measured'
                                """,
                                """
                                update tap_schema.columns set unit = 'arcsec'
                                where (table_name, column_name) = ('sky1.exposure', 'seeing');
                                update tap_schema.columns set visibility = 'staff'
                                where (table_name, column_name) = ('sky1.exposure', 'note');
                                update tap_schema.tables set description = null where table_name = 'sky1.measured'
                                """))
                .containsExactlyInAnyOrder(
                        "sky1.exposure: 2 × columns of which TAP_SCHEMA tells something else",
                        "sky1.measured: 1 × tables of which TAP_SCHEMA tells something else");
    }

    @Test
    void columns_that_were_made_or_renamed_by_hand_are_found() {
        assertThat(
                        after(
                                "alter table sky1.secret add column more integer",
                                "alter table sky1.secret drop column more"))
                .containsExactlyInAnyOrder(
                        "sky1.secret: 1 × columns that no schema describes",
                        "sky1.secret: 1 × columns that are not kept in the history of their table, which is not looked at further");
        assertThat(
                        after(
                                "alter table sky1.secret rename column secret_id to other",
                                "alter table sky1.secret rename column other to secret_id"))
                .containsExactlyInAnyOrder(
                        "sky1.secret: 1 × columns that a schema describes and that are not there",
                        "sky1.secret: 1 × columns that no schema describes",
                        "sky1.secret: 1 × columns that are not kept in the history of their table, which is not looked at further");
    }

    @Test
    void a_wide_view_that_is_not_there_or_lacks_a_column_is_found() {
        try (var other = new Installed()) {
            other.install(FELIS);
            other.execute(
                    """
                    drop view sky1.exposure_wide;
                    create view sky1.exposure_wide as select exposure_id::integer from sky1.exposure;
                    grant select on sky1.exposure_wide to platebook_public
                    """);
            assertThat(strings(other))
                    .anyMatch(
                            one ->
                                    one.matches(
                                            "sky1.exposure_wide: \\d+ × columns that a schema describes and that are not there"))
                    .anyMatch(
                            one ->
                                    one.matches(
                                            "sky1.exposure_wide: \\d+ × columns that TAP_SCHEMA tells of and that are not there"));
            assertThat(strings(other))
                    .contains("sky1.exposure_wide: 1 × columns of another type than described");
            other.execute("drop view sky1.exposure_wide");
            assertThat(strings(other))
                    .containsExactlyInAnyOrder(
                            "sky1.exposure_wide: 1 × tables that a schema describes and that are not there",
                            "sky1.exposure_wide: 1 × tables that TAP_SCHEMA tells of and that are not there");
        }
    }

    @Test
    void functions_indexes_and_keys_that_a_dump_lost_are_found() {
        try (var other = new Installed()) {
            other.install(FELIS);
            other.execute(
                    """
                    drop function sky.fwhm(double precision, double precision) cascade;
                    drop index platebook.journal_time;
                    drop trigger tell on platebook.schema_installed;
                    drop index sky1.exposure_day;
                    alter table sky1.measured drop constraint fk_measured;
                    alter table sky1.secret drop constraint secret_pkey;
                    drop view sky1_history.secret;
                    drop view sky1_as_of.secret;
                    drop function sky1_history.exposure_wide_at(timestamptz);
                    drop function sky1_history.secret_at(timestamptz)
                    """);

            assertThat(strings(other))
                    .contains(
                            "sky.fwhm: 1 × functions that are not there",
                            "platebook.journal_time: 1 × indexes that are not there",
                            "platebook.tell: 1 × triggers that are not there",
                            "sky1.exposure_day: 1 × indexes that are not there",
                            "sky1.measured: 1 × keys and conditions that are not there or were never validated",
                            "sky1.secret: 1 × tables without their primary key",
                            "sky1_history.secret: 1 × views of the past that are not there",
                            "sky1_as_of.secret: 1 × views of the past that are not there",
                            "sky1_history.exposure_wide_at: 1 × functions that are not there",
                            "sky1_history.secret_at: 1 × functions that are not there");
        }
    }

    @Test
    void rights_that_were_given_or_taken_by_hand_are_found() {
        assertThat(
                        after(
                                """
                                grant select (note) on sky1.exposure to platebook_public;
                                revoke select on sky1.measured from platebook_public
                                """,
                                """
                                revoke select (note) on sky1.exposure from platebook_public;
                                grant select on sky1.measured to platebook_public
                                """))
                .containsExactlyInAnyOrder(
                        "sky1.exposure: 1 × columns that platebook_public may read and must not",
                        "sky1.exposure: 1 × columns that platebook_rights may read and must not",
                        "sky1.measured: 2 × columns that platebook_public must be able to read and is not",
                        "sky1.measured: 2 × columns that platebook_rights must be able to read and is not",
                        "sky1.measured: 2 × columns that platebook_staff must be able to read and is not");
    }

    @Test
    void rules_for_rows_that_were_switched_off_are_found() {
        assertThat(
                        after(
                                "alter table sky1.exposure disable row level security",
                                "alter table sky1.exposure enable row level security"))
                .containsExactly("sky1.exposure: 1 × tables whose rules for rows are not in force");
        assertThat(
                        after(
                                "create policy more on sky1_history.exposure_closed for select to public using (true)",
                                "drop policy more on sky1_history.exposure_closed"))
                .containsExactly(
                        "sky1_history.exposure_closed: 1 × tables whose rules for rows are not in force");
    }

    @Test
    void a_recorded_schema_that_was_changed_is_found() {
        assertThat(
                        after(
                                "update platebook.schema_installed set felis = felis || ' '",
                                "update platebook.schema_installed set felis = substr(felis, 1, length(felis) - 1)"))
                .containsExactly(
                        "sky1: 1 × schemas whose recorded text is not what its check sum says");
    }

    @Test
    void what_a_forced_change_took_away_or_retyped_is_not_missed_and_what_came_after_is() {
        try (var other = new Installed()) {
            other.install(FELIS);
            var ledger = new PostgresLedger(other.database, TablePartitions::ensureAll);
            var table = new TableName("sky1", "exposure");
            var by = new Provenance("headers", "tests", "ann", "r");
            ledger.write(by, List.of(record(table, 1, 1.5), record(table, 2, 2.5)));
            ledger.write(by, List.of(record(table, 1, 1.75)));
            var size = "- {name: size, datatype: int}";
            var without =
                    FELIS.replace("- {name: seeing, datatype: double, ivoa:unit: arcsec}", "");
            var force =
                    new SchemaChangeRequest(
                            "ann", "tests", Set.of("exposure.seeing", "exposure.size"));

            other.installer.apply(
                    Installed.felis(without.replace(size, "- {name: size, datatype: double}")),
                    force);
            assertThat(strings(other)).as("after the loss").isEmpty();
            other.installer.apply(
                    Installed.felis(FELIS.replace(size, "- {name: size, datatype: double}")),
                    force);
            assertThat(strings(other)).as("when it is there again, empty").isEmpty();

            ledger.write(by, List.of(record(table, 1, 1.9)));
            assertThat(strings(other)).isEmpty();
            other.execute("update sky1.exposure set seeing = 3 where exposure_id = 1");
            assertThat(strings(other))
                    .containsExactly(
                            "sky1.exposure: 1 × Records of the journal whose value of seeing is not there");
        }
    }

    private static TableRecord record(TableName table, long id, double seeing) {
        return new TableRecord(
                RecordIds.next(),
                table,
                Map.of(
                        "exposure_id",
                        new Value.Whole(id),
                        "seeing",
                        new Value.Real(seeing),
                        "size",
                        new Value.Whole(3)));
    }

    /** What is found between a damage and its mending. */
    private List<String> after(String damage, String mending) {
        site.execute(damage);
        try {
            return strings(site);
        } finally {
            site.execute(mending);
        }
    }

    private List<String> findings() {
        return strings(site);
    }

    private static List<String> strings(Installed site) {
        return new Consistency(site.database)
                .findings(Depth.WHOLE, _ -> {}).stream().map(Object::toString).toList();
    }
}
