package org.platebook.store.wide;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.FelisReader;
import org.platebook.model.felis.FelisWriter;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.model.felis.Visibility;

import java.util.List;

class WideViewsTest {

    private static final String TWO_TABLES =
            """
            name: cdb_toy
            platebook: {visibility: public}
            tables:
            - name: exposure
              description: One row for each exposure.
              tap:table_index: 10
              primaryKey: "#exposure.exposure_id"
              platebook: {source: headers, level: exposure}
              columns:
              - {name: exposure_id, datatype: long, ivoa:ucd: meta.id, description: Number.}
              - {name: day_obs, datatype: int, ivoa:ucd: meta.id.part, description: Night.}
              - {name: s_ra, datatype: double, ivoa:unit: deg, ivoa:ucd: pos.eq.ra, description: Where.}
              - {name: s_dec, datatype: double, ivoa:unit: deg, ivoa:ucd: pos.eq.dec, description: Where.}
            - name: exposure_quicklook
              description: A first look.
              primaryKey: "#exposure_quicklook.exposure_id"
              platebook: {source: rapid-analysis, level: exposure}
              columns:
              - {name: exposure_id, datatype: long, ivoa:ucd: meta.id.parent, description: Number.}
              - {name: day_obs, datatype: int, ivoa:ucd: meta.id.part, description: Night.}
              - {name: s_ra, datatype: double, ivoa:unit: deg, ivoa:ucd: pos.eq.ra, description: Measured.}
              - {name: psf_sigma, datatype: float, nullable: false, ivoa:unit: pixel, ivoa:ucd: instr.det.psf, description: Width.}
              - {name: secret, datatype: float, description: Hidden., platebook: {visibility: staff}}
            - name: exposure_card
              primaryKey: ["#exposure_card.exposure_id", "#exposure_card.card"]
              platebook: {source: headers, level: exposure}
              columns:
              - {name: exposure_id, datatype: long, ivoa:ucd: meta.id.parent}
              - {name: card, datatype: int, ivoa:ucd: meta.id.part}
            """;

    @Test
    void tables_of_one_level_are_joined_by_the_key_that_they_share() {
        var view = wide(felis(TWO_TABLES), "exposure_wide");

        assertThat(view.notes().view())
                .contains("left join \"exposure_quicklook\"")
                .doesNotContain("exposure_card");
        assertThat(view.primaryKey()).containsExactly("exposure_id");
        assertThat(view.notes().visibility().name()).isEqualTo("PUBLIC");
        assertThat(view.tableIndex()).isEqualTo(11);
    }

    @Test
    void what_says_again_which_row_it_is_stands_once_and_other_names_tell_their_table() {
        var names = names(wide(felis(TWO_TABLES), "exposure_wide"));

        assertThat(names)
                .startsWith(
                        "exposure_id", "day_obs", "s_ra", "s_dec", "quicklook_s_ra", "psf_sigma");
        assertThat(names).doesNotHaveDuplicates().contains("galactic_lon");
    }

    @Test
    void what_fewer_may_see_than_the_first_table_is_in_a_view_of_theirs() {
        var schema = felis(TWO_TABLES);

        assertThat(names(wide(schema, "exposure_wide"))).doesNotContain("secret");
        assertThat(names(wide(schema, "exposure_wide_staff"))).contains("secret", "galactic_lon");
        assertThat(wide(schema, "exposure_wide_staff").notes().visibility())
                .isEqualTo(Visibility.STAFF);
        assertThat(WideViews.added(schema).table("exposure_wide_rights")).isEmpty();
    }

    @Test
    void a_table_of_the_level_that_fewer_may_see_is_joined_for_these() {
        var schema =
                felis(
                        TWO_TABLES.replace(
                                "platebook: {source: rapid-analysis, level: exposure}",
                                "platebook: {source: rapid-analysis, level: exposure, visibility: rights}"));

        assertThat(WideViews.added(schema).table("exposure_wide")).isEmpty();
        assertThat(names(wide(schema, "exposure_wide_rights")))
                .contains("psf_sigma")
                .doesNotContain("secret");
        assertThat(names(wide(schema, "exposure_wide_staff"))).contains("psf_sigma", "secret");
        assertThat(WideViews.added(WideViews.added(schema))).isEqualTo(WideViews.added(schema));
    }

    @Test
    void each_column_says_which_table_it_is_from_or_by_which_formula_it_is_worked_out() {
        var schema = WideViews.added(felis(TWO_TABLES));
        var origins = WideViews.origins(schema, wide(felis(TWO_TABLES), "exposure_wide"));

        assertThat(origins.get("quicklook_s_ra")).isEqualTo(Origin.stored("exposure_quicklook"));
        assertThat(origins)
                .hasEntrySatisfying(
                        "galactic_lon",
                        origin -> {
                            assertThat(origin.formula())
                                    .isEqualTo("(sky.galactic(s_ra, s_dec))[1]");
                            assertThat(origin.reference()).contains("Hipparcos");
                        });
        assertThat(origins.keySet())
                .containsExactlyElementsOf(names(wide(felis(TWO_TABLES), "exposure_wide")));
        assertThat(WideViews.origins(schema, schema.table("exposure_card").orElseThrow()))
                .containsEntry("card", Origin.stored("exposure_card"));
    }

    @Test
    void what_a_joined_table_never_lacks_may_be_absent_where_it_has_no_row() {
        var view = wide(felis(TWO_TABLES), "exposure_wide");

        assertThat(view.column("psf_sigma").orElseThrow().nullable()).isTrue();
        assertThat(view.column("exposure_id").orElseThrow().nullable()).isFalse();
    }

    @Test
    void without_a_site_nothing_is_told_of_the_horizon() {
        assertThat(names(wide(felis(TWO_TABLES), "exposure_wide")))
                .doesNotContain("moon_separation", "hour_angle", "psf_fwhm");
    }

    @Test
    void a_schema_that_has_its_wide_views_gets_the_same_again() {
        var once = WideViews.added(felis(TWO_TABLES));

        assertThat(WideViews.added(once)).isEqualTo(once);
        assertThat(WideViews.added(felis(FelisWriter.annotated(once)))).isEqualTo(once);
        assertThat(WideViews.removed(once)).isEqualTo(felis(TWO_TABLES));
    }

    @Test
    void a_stored_column_is_never_hidden_by_one_that_is_worked_out() {
        var text =
                TWO_TABLES.replace(
                        "- {name: psf_sigma",
                        "- {name: galactic_lon, datatype: float, description: Theirs.}\n"
                                + "  - {name: psf_sigma");

        var column = wide(felis(text), "exposure_wide").column("galactic_lon").orElseThrow();

        assertThat(column.description()).isEqualTo("Theirs.");
    }

    @Test
    void every_camera_has_a_wide_view_of_each_level() {
        for (var schema : CameraSchemas.load().all()) {
            assertThat(
                            WideViews.added(schema).tables().stream()
                                    .map(Table::name)
                                    .filter(name -> name.endsWith(WideViews.ENDING)))
                    .as(schema.name())
                    .containsExactly(
                            "exposure_wide", "visit1_wide", "ccdexposure_wide", "ccdvisit1_wide");
        }
    }

    @Test
    void a_camera_of_the_mountain_has_all_that_is_worked_out() {
        var schema = CameraSchemas.load().of("LSSTCam");

        assertThat(names(wide(schema, "visit1_wide")))
                .contains(
                        "psf_fwhm",
                        "five_sigma_depth",
                        "rotator_angle",
                        "parallactic_angle",
                        "moon_separation",
                        "sun_altitude",
                        "gap_since_previous",
                        "galactic_lat",
                        "ecliptic_lon",
                        "flag",
                        "exposure_flag",
                        "psf_sigma_median");
        assertThat(names(wide(schema, "exposure_wide")))
                .contains("flag")
                .doesNotContain("exposure_flag");
        assertThat(names(wide(schema, "ccdvisit1_wide")))
                .contains("psf_fwhm", "five_sigma_depth", "exposure_flag", "visit_flag");
    }

    @Test
    void a_detector_has_the_moon_and_the_sun_of_its_exposure_or_visit() {
        var schema = CameraSchemas.load().of("LSSTCam");

        for (var view : List.of("ccdexposure_wide", "ccdvisit1_wide")) {
            assertThat(names(wide(schema, view)))
                    .as(view)
                    .contains("moon_separation", "moon_illumination", "sun_altitude", "hour_angle")
                    .doesNotContain("rotator_angle", "gap_since_previous");
        }
    }

    @Test
    void what_fewer_may_see_of_the_row_that_it_belongs_to_is_not_used() {
        var text =
                TWO_TABLES
                        + """
                        - name: ccd
                          primaryKey: "#ccd.exposure_id"
                          platebook: {source: headers, level: detector}
                          constraints:
                          - {name: of_exposure, "@type": ForeignKey, columns: ["#ccd.exposure_id"], referencedColumns: ["#exposure.exposure_id"]}
                          columns:
                          - {name: exposure_id, datatype: long, ivoa:ucd: meta.id}
                        - name: ccd_quicklook
                          primaryKey: "#ccd_quicklook.exposure_id"
                          platebook: {source: rapid-analysis, level: detector}
                          columns:
                          - {name: exposure_id, datatype: long, ivoa:ucd: meta.id}
                        """;
        var seen =
                text.replace(
                        "  - {name: s_ra, datatype: double, ivoa:unit: deg, ivoa:ucd: pos.eq.ra, description: Where.}",
                        "  - {name: exp_midpt_mjd, datatype: double, ivoa:unit: d, ivoa:ucd: time, description: When.}");
        var hidden =
                seen.replace(
                        "description: When.}",
                        "description: When., platebook: {visibility: staff}}");

        assertThat(names(wide(felis(seen), "ccd_wide"))).contains("moon_phase");
        assertThat(names(wide(felis(hidden), "ccd_wide"))).doesNotContain("moon_phase");
    }

    @Test
    void every_column_that_is_worked_out_says_what_it_is_with_known_ucd_and_unit() {
        var text = FelisWriter.annotated(WideViews.added(CameraSchemas.load().of("LSSTCam")));

        var read = new FelisReader().read("wide.yaml", text, FelisReader.Library.NONE);

        for (var column : read.table("visit1_wide").orElseThrow().columns()) {
            assertThat(column.description()).as(column.name()).isNotBlank();
        }
    }

    private static Schema felis(String text) {
        return new FelisReader().read("toy.yaml", text, FelisReader.Library.NONE);
    }

    private static Table wide(Schema schema, String name) {
        return WideViews.added(schema).table(name).orElseThrow();
    }

    private static List<String> names(Table table) {
        return table.columns().stream().map(Column::name).toList();
    }
}
