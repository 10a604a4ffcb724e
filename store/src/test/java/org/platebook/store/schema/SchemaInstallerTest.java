package org.platebook.store.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.platebook.store.schema.SchemaInstaller.Outcome.EXTENDED;
import static org.platebook.store.schema.SchemaInstaller.Outcome.INSTALLED;
import static org.platebook.store.schema.SchemaInstaller.Outcome.UNCHANGED;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.platebook.model.failure.Refused;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.felis.FelisReader;
import org.platebook.model.record.TableName;
import org.platebook.store.wide.WideViews;
import org.platebook.testkit.TestData;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

class SchemaInstallerTest {

    private static final String PLATES =
            """
            name: plates
            description: Plates of a small observatory.
            version: 1.0.0
            platebook: {visibility: public}
            tables:
            - name: plate
              description: One row for each plate.
              primaryKey: "#plate.plate_id"
              constraints:
              - {name: plate_side, "@type": Check, description: Plates have sides., expression: side_cm > 0}
              - {name: plate_name, "@type": Unique, description: Names are unique., columns: ["#plate.name"]}
              indexes:
              - {name: plate_taken, description: By time., columns: ["#plate.taken"]}
              columns:
              - {name: plate_id, datatype: long, nullable: false, description: Number.}
              - {name: name, datatype: string, length: 8, nullable: false, description: Name., ivoa:ucd: meta.id}
              - {name: taken, datatype: timestamp, description: When., ivoa:ucd: time.start}
              - {name: side_cm, datatype: float, value: 16.0, description: Side., ivoa:unit: cm, ivoa:ucd: phys.size}
            - name: spot
              description: One row for each spot on a plate.
              primaryKey: ["#spot.plate_id", "#spot.spot"]
              constraints:
              - {name: spot_plate, "@type": ForeignKey, description: On a plate., columns: ["#spot.plate_id"], referencedColumns: ["#plate.plate_id"]}
              columns:
              - {name: plate_id, datatype: long, description: Plate.}
              - {name: spot, datatype: int, description: Number on the plate.}
            """;

    private final Installed site = new Installed();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void every_camera_schema_installs_and_the_second_time_nothing_happens() {
        var schemas = CameraSchemas.load().all();
        for (var schema : schemas) {
            assertThat(site.installer.install(schema)).as(schema.name()).isEqualTo(INSTALLED);
        }
        for (var schema : schemas) {
            assertThat(site.installer.install(schema)).as(schema.name()).isEqualTo(UNCHANGED);
        }
        assertThat(site.catalog.schemas())
                .containsExactlyInAnyOrderElementsOf(
                        schemas.stream().map(WideViews::added).toList());
        assertThat(site.texts("select count(*)::text from platebook.schema_installed"))
                .containsExactly("16");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cdb_lsstcam",
                "cdb_latiss",
                "cdb_lsstcomcam",
                "cdb_lsstcomcamsim",
                "cdb_startrackerfast",
                "efd_lsstcam",
                "efd_latiss",
                "efd_lsstcomcam",
                "efd_scheduler",
                "ivoa_obscore",
                "oga_live_obscore",
                "obsloctap"
            })
    void another_observatorys_schema_installs_as_it_is(String name) {
        var file = TestData.require("consdb/felis").resolve(name + ".yaml");
        var schema = new FelisReader().read(file);

        assertThat(site.installer.install(schema)).isEqualTo(INSTALLED);
        assertThat(site.installer.install(new FelisReader().read(file))).isEqualTo(UNCHANGED);
        long columns = schema.tables().stream().mapToLong(table -> table.columns().size()).sum();
        assertThat(
                        site.texts(
                                "select count(*)::text from information_schema.columns"
                                        + " where table_schema = '%s' and column_name not like '\\_%%'"
                                                .formatted(schema.name())))
                .containsExactly(Long.toString(columns));
        assertThat(
                        site.texts(
                                "select count(*)::text from tap_schema.columns"
                                        + " where table_name like '%s.%%'"
                                                .formatted(schema.name())))
                .containsExactly(Long.toString(columns));
    }

    @Test
    void a_column_is_described_with_its_unit_and_ucd() {
        site.install(PLATES);
        assertThat(
                        site.texts(
                                """
                                select col_description('plates.plate'::regclass, attnum)
                                from pg_attribute
                                where attrelid = 'plates.plate'::regclass and attname = 'side_cm'
                                """))
                .containsExactly("Side. [unit: cm] [ucd: phys.size]");
        assertThat(site.texts("select obj_description('plates.spot'::regclass)"))
                .containsExactly("One row for each spot on a plate.");
    }

    @Test
    void types_and_defaults_are_those_that_the_schema_says() {
        site.install(PLATES);
        assertThat(
                        site.texts(
                                """
                                select concat_ws(' ', attname, format_type(atttypid, atttypmod),
                                    case when attnotnull then 'not null' end,
                                    pg_get_expr(adbin, adrelid))
                                from pg_attribute
                                left join pg_attrdef on adrelid = attrelid and adnum = attnum
                                where attrelid = 'plates.plate'::regclass and attnum > 0
                                    and attname not like '\\_%'
                                order by attnum
                                """))
                .containsExactly(
                        "plate_id bigint not null",
                        "name character varying(8) not null",
                        "taken timestamp(6) without time zone",
                        "side_cm real 16.0");
    }

    @Test
    void keys_and_checks_hold() {
        site.install(PLATES);
        site.execute("insert into plates.plate (plate_id, name) values (1, 'A')");
        site.execute("insert into plates.spot values (1, 1)");

        for (var wrong :
                Stream.of(
                                "plate (plate_id, name) values (1, 'B')",
                                "plate (plate_id, name) values (2, 'A')",
                                "plate (plate_id, name, side_cm) values (2, 'B', 0)",
                                "spot values (2, 1)")
                        .toList()) {
            assertThatThrownBy(() -> site.execute("insert into plates." + wrong))
                    .as(wrong)
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.code()).isEqualTo("database.constraint"));
        }
    }

    @Test
    void a_new_column_and_a_new_table_are_there_without_a_restart() {
        site.install(PLATES);
        site.execute("insert into plates.plate (plate_id, name) values (1, 'A')");
        var other = new SchemaCatalog(site.database);
        var newer =
                PLATES.replace("version: 1.0.0", "version: 1.1.0")
                        .replace(
                                "- name: spot\n",
                                """
                                  - {name: emulsion, datatype: string, length: 20, description: Emulsion.}
                                - name: box
                                  description: Boxes.
                                  columns: [{name: box_id, datatype: int, description: Number.}]
                                - name: spot
                                """);

        assertThat(site.install(newer)).isEqualTo(EXTENDED);

        site.execute("update plates.plate set emulsion = 'IIa-O'");
        assertThat(site.texts("select emulsion from plates.plate")).containsExactly("IIa-O");
        var plate = new TableName("plates", "plate");
        assertThat(site.catalog.table(plate).orElseThrow().column("emulsion")).isPresent();
        assertThat(other.table(new TableName("plates", "box"))).isPresent();
        assertThat(other.table(plate).orElseThrow().column("emulsion")).isPresent();
        assertThat(site.texts("select version from platebook.schema_installed order by 1"))
                .containsExactly("1.0.0", "1.1.0");
        assertThat(
                        site.texts(
                                "select table_name || ': ' || description from tap_schema.columns"
                                        + " where column_name = 'emulsion' order by 1"))
                .containsExactly("plates.plate: Emulsion.", "plates_history.plate: Emulsion.");
    }

    @Test
    void what_would_hurt_is_refused_and_named_all_at_once() {
        site.install(PLATES);
        var harmful =
                PLATES.replace("length: 8", "length: 6")
                        .replace(
                                "  - {name: taken, datatype: timestamp",
                                "  - {name: shot, datatype: timestamp")
                        .replace("\"#plate.taken\"", "\"#plate.shot\"")
                        .replace("side_cm > 0", "side_cm > 1");

        assertThatThrownBy(() -> site.install(harmful))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(
                        "column name would change its type from varchar(8) to varchar(6)")
                .hasMessageContaining("table plate: column taken would be dropped")
                .hasMessageContaining("constraint plate_side would change");
        assertThatThrownBy(() -> site.install(PLATES.substring(0, PLATES.indexOf("- name: spot"))))
                .hasMessageContaining("table spot: would be dropped with all its rows");
        assertThat(site.install(PLATES)).isEqualTo(UNCHANGED);
    }

    @Test
    void a_schema_that_the_database_refuses_leaves_nothing_behind() {
        var broken = PLATES.replace("side_cm > 0", "side_cm > tacos");

        assertThatThrownBy(() -> site.install(broken))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("column \"tacos\" does not exist");
        assertThat(site.texts("select nspname from pg_namespace where nspname = 'plates'"))
                .isEmpty();
        assertThat(
                        site.texts(
                                "select table_name from tap_schema.tables where schema_name = 'plates'"))
                .isEmpty();
        assertThat(site.install(PLATES)).isEqualTo(INSTALLED);
    }

    @Test
    void a_view_that_yields_other_types_than_it_says_is_refused() {
        var withView =
                PLATES
                        + """
                        - name: big_plate
                          description: Big plates.
                          platebook: {view: "select plate_id, name from plate where side_cm > 20"}
                          columns:
                          - {name: plate_id, datatype: int, description: Number.}
                          - {name: name, datatype: string, length: 8, description: Name.}
                        """;
        assertThatThrownBy(() -> site.install(withView))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(
                        "view plates.big_plate: column plate_id is bigint, not integer");
        assertThat(
                        site.install(
                                withView.replace(
                                        "plate_id, datatype: int", "plate_id, datatype: long")))
                .isEqualTo(INSTALLED);
    }

    @Test
    void a_schema_of_somebody_else_is_left_alone() {
        site.execute("create schema plates");
        assertThatThrownBy(() -> site.install(PLATES))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("that Platebook did not install");
        assertThatThrownBy(() -> site.install(PLATES.replace("name: plates", "name: tap_schema")))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("taken");
    }

    @Test
    void two_who_install_the_same_at_once_install_it_once() throws Exception {
        var schema = Installed.felis(PLATES);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<SchemaInstaller.Outcome> install = () -> site.installer.install(schema);
            var one = threads.submit(install);
            var other = threads.submit(install);
            assertThat(Stream.of(one.get(), other.get()))
                    .containsExactlyInAnyOrder(INSTALLED, UNCHANGED);
        }
    }
}
