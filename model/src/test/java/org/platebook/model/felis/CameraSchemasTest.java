package org.platebook.model.felis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.platebook.testkit.TestData;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

class CameraSchemasTest {

    private static final CameraSchemas SCHEMAS = CameraSchemas.load();

    /** The order is that of consdb's exposure table, version 1.9.0 of cdb_lsstcam. */
    private static final List<String> RUBINS_EXPOSURE =
            List.of(
                    "exposure_id",
                    "exposure_name",
                    "controller",
                    "day_obs",
                    "seq_num",
                    "physical_filter",
                    "band",
                    "s_ra",
                    "s_dec",
                    "sky_rotation",
                    "azimuth_start",
                    "azimuth_end",
                    "azimuth",
                    "altitude_start",
                    "altitude_end",
                    "altitude",
                    "zenith_distance_start",
                    "zenith_distance_end",
                    "zenith_distance",
                    "airmass",
                    "exp_midpt",
                    "exp_midpt_mjd",
                    "obs_start",
                    "obs_start_mjd",
                    "obs_end",
                    "obs_end_mjd",
                    "exp_time",
                    "shut_time",
                    "dark_time",
                    "group_id",
                    "cur_index",
                    "max_index",
                    "img_type",
                    "emulated",
                    "science_program",
                    "observation_reason",
                    "target_name",
                    "air_temp",
                    "pressure",
                    "humidity",
                    "wind_speed",
                    "wind_dir",
                    "dimm_seeing",
                    "focus_z",
                    "simulated",
                    "vignette",
                    "vignette_min",
                    "scheduler_note",
                    "s_region",
                    "can_see_sky");

    private static final List<String> QUICK_AND_FLEXIBLE =
            List.of(
                    "exposure_quicklook",
                    "visit1_quicklook",
                    "ccdexposure_quicklook",
                    "ccdvisit1_quicklook",
                    "exposure_flexdata",
                    "exposure_flexdata_schema",
                    "ccdexposure_flexdata",
                    "ccdexposure_flexdata_schema");

    @Test
    void every_camera_has_the_same_tables() {
        assertThat(SCHEMAS.all()).hasSize(16);
        for (var schema : SCHEMAS.all()) {
            assertThat(schema.tables().stream().map(Table::name))
                    .as(schema.name())
                    .containsExactly(
                            "exposure",
                            "visit1",
                            "visit1_exposure",
                            "ccdexposure",
                            "ccdvisit1",
                            "exposure_header",
                            "exposure_header_card",
                            "exposure_header_change",
                            "intake_problem",
                            "correction",
                            "calibration",
                            "correction_card",
                            "exposure_quicklook",
                            "visit1_quicklook",
                            "ccdexposure_quicklook",
                            "ccdvisit1_quicklook",
                            "exposure_flexdata_schema",
                            "exposure_flexdata",
                            "ccdexposure_flexdata_schema",
                            "ccdexposure_flexdata",
                            "exposure_flag",
                            "visit1_flag");
        }
    }

    @Test
    void a_camera_of_the_mountain_says_where_it_stands_and_how_its_rotator_turns() {
        assertThat(SCHEMAS.of("LSSTCam").site())
                .isEqualTo(new Site(-70.749417, -30.244639, new Site.Rotator(-1, -90)));
        assertThat(SCHEMAS.of("HSC").site()).isEqualTo(new Site(-155.476667, 19.825556, null));
        assertThat(SCHEMAS.of("LSST-TS8").site()).isNull();
    }

    @Test
    void an_exposure_has_the_columns_of_rubins_in_their_order() {
        var names = exposure("LSSTCam").columns().stream().map(Column::name).toList();
        assertThat(names.subList(0, RUBINS_EXPOSURE.size()))
                .containsExactlyElementsOf(RUBINS_EXPOSURE);
    }

    @Test
    void every_column_of_rubins_exposure_tables_is_there_under_its_name() {
        var folder = TestData.require("consdb/felis");
        for (var camera : List.of("lsstcam", "latiss", "lsstcomcam", "lsstcomcamsim")) {
            var rubins = new FelisReader().read(folder.resolve("cdb_" + camera + ".yaml"));
            var ours = SCHEMAS.named("cdb_" + camera).orElseThrow();
            for (var table : List.of("exposure", "visit1", "ccdexposure", "ccdvisit1")) {
                assertThat(names(ours.table(table).orElseThrow()))
                        .as(camera + " " + table)
                        .containsAll(names(rubins.table(table).orElseThrow()));
            }
        }
    }

    @Test
    void quick_looks_and_flexible_metadata_have_rubins_columns_and_types() {
        var folder = TestData.require("consdb/felis");
        for (var camera : List.of("lsstcam", "latiss", "lsstcomcam", "lsstcomcamsim")) {
            var rubins = new FelisReader().read(folder.resolve("cdb_" + camera + ".yaml"));
            var ours = SCHEMAS.named("cdb_" + camera).orElseThrow();
            for (var table : QUICK_AND_FLEXIBLE) {
                assertThat(types(ours.table(table).orElseThrow()))
                        .as(camera + " " + table)
                        .containsAllEntriesOf(types(rubins.table(table).orElseThrow()));
            }
        }
    }

    @Test
    void only_lsstcam_has_guiders_and_a_wavefront() {
        for (var schema : SCHEMAS.all()) {
            var names = names(schema.table("visit1_quicklook").orElseThrow());
            assertThat(names.contains("guider_psf_fwhm") && names.contains("z4"))
                    .as(schema.name())
                    .isEqualTo(schema.name().equals("cdb_lsstcam"));
        }
    }

    @Test
    void latiss_with_its_one_detector_has_values_and_not_aggregates() {
        var names = names(SCHEMAS.of("LATISS").table("visit1_quicklook").orElseThrow());
        assertThat(names).contains("psf_sigma", "zero_point").doesNotContain("psf_sigma_median");
    }

    @Test
    void latiss_alone_tells_of_its_dome() {
        assertThat(exposure("LATISS").column("dome_azimuth")).isPresent();
        assertThat(exposure("LSSTCam").column("dome_azimuth")).isEmpty();
    }

    @Test
    void every_table_and_column_is_described_in_words_with_a_ucd() {
        for (var schema : SCHEMAS.all()) {
            for (var table : schema.tables()) {
                assertThat(table.description()).as(table.name()).isNotBlank();
                for (var column : table.columns()) {
                    assertThat(column.description()).as(column.id()).isNotBlank();
                    assertThat(column.ucd()).as(column.id()).isNotBlank();
                }
            }
        }
    }

    @Test
    void a_camera_without_a_schema_of_its_own_goes_to_the_generic_one() {
        assertThat(SCHEMAS.of("LSST-TS8").name()).isEqualTo("cdb_ts8");
        assertThat(SCHEMAS.of("imager on sdss 2.5m").name()).isEqualTo("cdb_sdss");
        assertThat(SCHEMAS.of("WFPC2").name()).isEqualTo("cdb_generic");
    }

    @Test
    void no_two_schemas_share_a_name_or_a_camera() {
        var names = new HashSet<String>();
        for (var schema : SCHEMAS.all()) {
            assertThat(names.add(schema.name())).isTrue();
            assertThat(names.add(String.valueOf(schema.instrument()))).isTrue();
        }
    }

    private static Table exposure(String instrument) {
        return SCHEMAS.of(instrument).table("exposure").orElseThrow();
    }

    /** Names and types; seq_num is left out: cameras with a running number need 64 bits for it. */
    private static Map<String, String> types(Table table) {
        return table.columns().stream()
                .filter(column -> !column.name().equals("seq_num"))
                .collect(
                        Collectors.toMap(
                                Column::name, column -> column.datatype() + " " + column.length()));
    }

    private static List<String> names(Table table) {
        return table.columns().stream().map(Column::name).toList();
    }
}
