package org.platebook.store.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.store.database.Role;

@TestInstance(Lifecycle.PER_CLASS)
class TapSchemaTest {

    private static final String SECRETS =
            """
            name: secrets
            description: Things that not everybody may see.
            platebook: {visibility: public}
            tables:
            - name: open
              description: For all, but for one column.
              primaryKey: "#open.key"
              columns:
              - {name: key, datatype: int, description: Key.}
              - {name: owner, datatype: text, description: Owner., platebook: {visibility: staff}}
            - name: proprietary
              description: For holders of rights.
              platebook: {visibility: rights}
              constraints:
              - {name: proprietary_open, "@type": ForeignKey, columns: ["#proprietary.key"], referencedColumns: ["#open.key"]}
              columns: [{name: key, datatype: int, description: Key.}]
            - name: hidden
              description: For nobody.
              platebook: {visibility: internal}
              columns: [{name: key, datatype: int, description: Key.}]
            """;

    private static final String TABLES =
            "select table_name from tap_schema.tables where schema_name = 'secrets' order by 1";

    private final Installed site = new Installed();

    @BeforeAll
    void install() {
        site.installer.install(CameraSchemas.load().of("LSSTCam"));
        site.install(SECRETS);
    }

    @AfterAll
    void close() {
        site.close();
    }

    @Test
    void a_column_is_told_with_all_that_clients_need() {
        assertThat(
                        site.texts(
                                Role.STAFF,
                                """
                                select concat_ws('|', column_name, datatype, arraysize, xtype, size,
                                    unit, ucd, indexed, principal)
                                from tap_schema.columns
                                where table_name = 'cdb_lsstcam.exposure' and column_name in
                                    ('exposure_id', 'physical_filter', 's_ra', 's_region',
                                    'obs_start', 'exp_time')
                                order by column_index
                                """))
                .containsExactly(
                        "exposure_id|long|meta.id;obs.exposure;meta.main|1|1",
                        "physical_filter|char|256*|256|meta.id;instr.filter|0|1",
                        "s_ra|double|deg|pos.eq.ra;meta.main|1|1",
                        "obs_start|char|*|timestamp|time.start;obs.exposure|1|1",
                        "exp_time|double|s|time.duration;obs.exposure|0|1",
                        "s_region|double|*|polygon|deg|pos.outline;obs.field|1|0");
    }

    @Test
    void tables_come_in_their_order_and_views_are_called_views() {
        assertThat(
                        site.texts(
                                Role.STAFF,
                                """
                                select table_name || ' ' || table_type from tap_schema.tables
                                where schema_name = 'cdb_lsstcam' order by table_index
                                """))
                .containsExactly(
                        "cdb_lsstcam.exposure table",
                        "cdb_lsstcam.exposure_wide view",
                        "cdb_lsstcam.exposure_quicklook table",
                        "cdb_lsstcam.exposure_flexdata table",
                        "cdb_lsstcam.exposure_flexdata_schema table",
                        "cdb_lsstcam.exposure_flag table",
                        "cdb_lsstcam.visit1 table",
                        "cdb_lsstcam.visit1_wide view",
                        "cdb_lsstcam.visit1_exposure table",
                        "cdb_lsstcam.visit1_quicklook table",
                        "cdb_lsstcam.visit1_flag table",
                        "cdb_lsstcam.ccdexposure table",
                        "cdb_lsstcam.ccdexposure_wide view",
                        "cdb_lsstcam.ccdexposure_quicklook table",
                        "cdb_lsstcam.ccdexposure_flexdata table",
                        "cdb_lsstcam.ccdexposure_flexdata_schema table",
                        "cdb_lsstcam.ccdvisit1 table",
                        "cdb_lsstcam.ccdvisit1_wide view",
                        "cdb_lsstcam.ccdvisit1_quicklook table",
                        "cdb_lsstcam.exposure_header table",
                        "cdb_lsstcam.exposure_header_card view",
                        "cdb_lsstcam.exposure_header_change table",
                        "cdb_lsstcam.correction table",
                        "cdb_lsstcam.correction_card table",
                        "cdb_lsstcam.calibration table",
                        "cdb_lsstcam.intake_problem table");
    }

    @Test
    void keys_are_told_with_their_columns() {
        assertThat(
                        site.texts(
                                Role.STAFF,
                                """
                                select concat_ws(' ', from_table, from_column, target_table, target_column)
                                from tap_schema.keys join tap_schema.key_columns using (key_id)
                                where key_id = 'cdb_lsstcam.ccdexposure_exposure'
                                """))
                .containsExactly(
                        "cdb_lsstcam.ccdexposure exposure_id cdb_lsstcam.exposure exposure_id");
    }

    @Test
    void tap_schema_describes_every_column_of_its_own_and_none_else() {
        assertThat(
                        site.texts(
                                """
                                select table_name || '.' || replace(column_name, '"', '')
                                from tap_schema.columns where table_name like 'tap\\_schema.%'
                                """))
                .containsExactlyInAnyOrderElementsOf(
                        site.texts(
                                """
                                select table_schema || '.' || table_name || '.' || column_name
                                from information_schema.columns
                                where table_schema = 'tap_schema' and column_name <> 'visibility'
                                """));
    }

    @Test
    void each_role_is_told_of_what_it_may_see_and_of_nothing_else() {
        assertThat(site.texts(Role.PUBLIC, TABLES)).containsExactly("secrets.\"open\"");
        assertThat(site.texts(Role.RIGHTS, TABLES))
                .containsExactly("secrets.\"open\"", "secrets.proprietary");
        assertThat(site.texts(Role.STAFF, TABLES))
                .containsExactly("secrets.\"open\"", "secrets.proprietary");
        var columns =
                "select column_name from tap_schema.columns where table_name = 'secrets.\"open\"'";
        assertThat(site.texts(Role.PUBLIC, columns)).containsExactly("\"key\"");
        assertThat(site.texts(Role.STAFF, columns)).containsExactly("\"key\"", "owner");
        var keys = "select key_id from tap_schema.keys where from_table like 'secrets.%'";
        assertThat(site.texts(Role.PUBLIC, keys)).isEmpty();
        assertThat(site.texts(Role.RIGHTS, keys)).containsExactly("secrets.proprietary_open");
    }

    @Test
    void the_database_itself_lets_each_role_read_only_what_it_may_see() {
        assertThat(site.texts(Role.PUBLIC, "select key::text from secrets.open")).isEmpty();
        assertThat(site.texts(Role.STAFF, "select owner from secrets.open")).isEmpty();
        for (var forbidden :
                new String[] {
                    "select owner from secrets.open", "select key::text from secrets.proprietary"
                }) {
            assertThatThrownBy(() -> site.texts(Role.PUBLIC, forbidden))
                    .as(forbidden)
                    .hasMessageContaining("not here, or not for you");
        }
        assertThatThrownBy(() -> site.texts(Role.STAFF, "select key::text from secrets.hidden"))
                .hasMessageContaining("not here, or not for you");
    }

    @Test
    void nobody_may_read_how_visible_things_are() {
        assertThatThrownBy(() -> site.texts(Role.STAFF, "select visibility from tap_schema.tables"))
                .hasMessageContaining("not here, or not for you");
    }
}
