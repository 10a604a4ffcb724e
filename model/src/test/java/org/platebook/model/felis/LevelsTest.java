package org.platebook.model.felis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.platebook.model.failure.Refused;
import org.platebook.testkit.TestData;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

class LevelsTest {

    private static final String PLATES =
            """
            name: plates
            platebook: {visibility: staff}
            tables:
            - name: plate_quality
              primaryKey: "#plate_quality.plate"
              platebook: {level: exposure, source: scanner}
              columns:
              - {name: plate, datatype: long, platebook: {role: exposure_id}}
              - {name: airmass, datatype: double}
            - name: plate
              primaryKey: "#plate.plate"
              platebook: {level: exposure, first: true}
              columns:
              - {name: plate, datatype: long, platebook: {role: exposure_id}}
              - {name: day_obs, datatype: int, platebook: {role: seq_num}}
              - {name: night, datatype: int, platebook: {role: day_obs}}
              - {name: airmass, datatype: double}
            """;

    @Test
    void the_table_that_says_so_is_the_first_of_its_level_and_the_others_join_it() {
        var levels = schema(PLATES).levels();

        assertThat(levels.first(Level.EXPOSURE).name()).isEqualTo("plate");
        assertThat(levels.all()).containsExactly("exposure");
        assertThat(levels.filledBy("scanner", Level.EXPOSURE))
                .get()
                .extracting(Table::name)
                .isEqualTo("plate_quality");
        assertThat(levels.filledBy("observers", Level.EXPOSURE)).isEmpty();
    }

    @Test
    void where_none_says_so_the_first_in_the_file_is_the_first() {
        var levels = schema(PLATES.replace(", first: true", "")).levels();

        assertThat(levels.first(Level.EXPOSURE).name()).isEqualTo("plate_quality");
    }

    @Test
    void a_level_that_a_schema_lacks_is_refused_with_its_name() {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> schema(PLATES).levels().first(Level.VISIT))
                .matches(refused -> refused.code().equals("schema.level"))
                .withMessageContaining("plates")
                .withMessageContaining("visit");
    }

    @Test
    void a_role_is_found_where_it_is_stated_and_else_by_its_name() {
        var plate = schema(PLATES).levels().first(Level.EXPOSURE);

        assertThat(plate.name(ColumnRole.EXPOSURE_ID)).isEqualTo("plate");
        assertThat(plate.name(ColumnRole.DAY_OBS)).isEqualTo("night");
        assertThat(plate.name(ColumnRole.SEQ_NUM)).isEqualTo("day_obs");
        assertThat(plate.name(ColumnRole.AIRMASS)).isEqualTo("airmass");
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> plate.name(ColumnRole.BAND))
                .matches(refused -> refused.code().equals("schema.role"))
                .withMessageContaining("plate")
                .withMessageContaining("band");
    }

    @Test
    void a_column_with_another_role_does_not_count_by_its_name() {
        var text = PLATES.replace("role: day_obs", "role: band");

        assertThat(schema(text).levels().first(Level.EXPOSURE).column(ColumnRole.DAY_OBS))
                .isEmpty();
    }

    @Test
    void roles_that_are_not_known_or_stated_twice_and_two_first_tables_are_refused() {
        var text =
                PLATES.replace("source: scanner", "source: scanner, first: true")
                        .replace("role: seq_num", "role: day_obs")
                        .replace(
                                "{name: airmass, datatype: double}\n- name: plate",
                                "{name: airmass, datatype: double, platebook: {role: air}}\n- name: plate");

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> schema(text))
                .withMessageContaining("role \"air\" must be one of")
                .withMessageContaining("table \"plate\" has two columns of the role day_obs")
                .withMessageContaining(
                        "two tables say that they are the first of the level exposure");
    }

    @Test
    void what_is_written_is_read_back_with_levels_and_roles() {
        var schema = schema(PLATES);

        assertThat(schema(FelisWriter.annotated(schema))).isEqualTo(schema);
        assertThat(FelisWriter.plain(schema)).doesNotContain("role", "first");
    }

    @Test
    void every_camera_has_all_levels_and_tables_of_one_share_their_key() {
        for (var schema : CameraSchemas.load().all()) {
            var levels = schema.levels();
            for (var level : Level.values()) {
                if (level != Level.EXPOSURE_HEADER_CARD) {
                    assertThat(levels.first(level).notes().isFirst()).as("%s", level).isTrue();
                }
            }
            for (var table : schema.tables()) {
                levels.of(table)
                        .flatMap(levels::first)
                        .ifPresent(
                                first ->
                                        assertThat(table.primaryKey())
                                                .as(table.name())
                                                .isEqualTo(first.primaryKey()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cdb_lsstcam", "cdb_latiss", "cdb_lsstcomcam", "cdb_lsstcomcamsim"})
    void levels_of_schemas_without_annotations_follow_from_their_keys(String name) {
        var schema = new FelisReader().read(TestData.require("consdb/felis/" + name + ".yaml"));
        var levels = schema.levels();

        assertThat(levels.first(Level.EXPOSURE).name()).isEqualTo("exposure");
        assertThat(levels.first(Level.VISIT).name()).isEqualTo("visit1");
        assertThat(levels.first(Level.EXPOSURE_DETECTOR).name()).isEqualTo("ccdexposure");
        assertThat(levels.first(Level.VISIT_DETECTOR).name()).isEqualTo("ccdvisit1");
        assertThat(levels.of(schema.table("visit1_quicklook").orElseThrow()))
                .as("refers to exposures, and leaves a doubt")
                .isEmpty();
        assertThat(levels.of(schema.table("exposure_quicklook").orElseThrow()))
                .contains("exposure");
        assertThat(levels.of(schema.table("exposure_flexdata_schema").orElseThrow())).isEmpty();
    }

    @Test
    void where_two_tables_could_be_the_first_there_is_no_level() {
        var levels =
                schema(
                                """
                                name: two
                                tables:
                                - name: raw
                                  primaryKey: "#raw.exposure_id"
                                  columns: [{name: exposure_id, datatype: long}]
                                - name: cooked
                                  primaryKey: "#cooked.exposure_id"
                                  columns: [{name: exposure_id, datatype: long}]
                                """)
                        .levels();

        assertThat(levels.all()).isEmpty();
    }

    @Test
    void a_schema_that_speaks_of_something_else_has_no_levels() {
        var schema = new FelisReader().read(TestData.require("consdb/felis/ivoa_obscore.yaml"));

        assertThat(schema.levels().all()).isEmpty();
    }

    @Test
    void words_of_levels_and_roles_are_their_own() {
        Set<String> words = new HashSet<>();
        for (var level : Level.values()) {
            words.add(level.word());
        }
        assertThat(words).hasSize(Level.values().length);
        assertThat(List.of(ColumnRole.values()))
                .allMatch(role -> ColumnRole.named(role.word()).orElseThrow() == role);
    }

    private static Schema schema(String text) {
        return new FelisReader().read("test.yaml", text, FelisReader.Library.NONE);
    }
}
