package org.platebook.vo.tap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.platebook.store.database.Role;
import org.platebook.vo.adql.AdqlReader;
import org.platebook.vo.adql.bind.Translator;
import org.platebook.vo.catalogue.CatalogueReader;

/** ADQL's geometry on stored regions and points. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeometryTest {

    private final Site site = new Site();

    @AfterAll
    void close() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "CONTAINS(POINT(10, 0.5), s_region) = 1                    ~ 1",
                "1 = CONTAINS(POINT('ICRS', 0, 0), s_region)               ~ 2",
                "CONTAINS(POINT(360, 0), s_region) <> 0                    ~ 2",
                "CONTAINS(POINT(10, 0.5), s_region) = 0                    ~ 2",
                "CONTAINS(POINT(10, 0.5), s_region) <> 1                   ~ 2",
                "CONTAINS(POINT(10, 0.5), s_region) + 0 = 1                ~ 1",
                "CONTAINS(POINT(s_ra, s_dec), CIRCLE(10, 0, 1)) = 1        ~ 1",
                "CONTAINS(POINT(s_ra, s_dec), CIRCLE(POINT(180, -90), 0.6)) = 1 ~ 2",
                "CONTAINS(POINT(s_ra, s_dec), BOX(10, 0, 1, 1)) = 1        ~ 1",
                "CONTAINS(POINT(s_ra, s_dec), POLYGON(9,-1, 9,1, 11,0)) = 1 ~ 1",
                "CONTAINS(POINT(s_ra, s_dec), POLYGON(POINT(9,-1), POINT(9,1), POINT(11,0))) = 1 ~ 1",
                "CONTAINS(s_region, CIRCLE(10, 0, 2)) = 1                  ~ 1",
                "CONTAINS(CIRCLE(10, 0, 0.5), s_region) = 1                ~ 1",
                "CONTAINS(s_region, POLYGON(-3,-2, 3,-2, 3,2, -3,2)) = 1   ~ 2",
                "INTERSECTS(CIRCLE(11.5, 0, 0.6), s_region) = 1            ~ 1",
                "INTERSECTS(CIRCLE(11.5, 0, 0.4), s_region) = 1            ~ -",
                "INTERSECTS(s_region, CIRCLE(5, 0, 4.5)) = 1               ~ 1 2",
                "INTERSECTS(POLYGON(1,0, 10,0, 10,5), s_region) = 1        ~ 1 2",
                "INTERSECTS(POINT(1, 0), s_region) = 1                     ~ 2",
                "INTERSECTS(s_region, s_region) = 1                        ~ 1 2",
                "DISTANCE(POINT(s_ra, s_dec), POINT(10, 1)) < 1.0000001    ~ 1",
                "DISTANCE(s_ra, s_dec, 10, 1) < 1                          ~ -",
                "1.5 > DISTANCE(10, 1, s_ra, s_dec)                        ~ 1",
                "DISTANCE(s_ra, s_dec, 10, 1) > 2                          ~ 2",
                "AREA(s_region) > 3.9 AND AREA(s_region) < 4.1             ~ 1",
                "COORD1(POINT(s_ra, s_dec)) = 10 AND COORD2(CENTROID(CIRCLE(10, 0, 1))) = s_dec ~ 1",
                "COORD1(CENTROID(s_region)) > 9.9 AND COORD1(CENTROID(s_region)) < 10.1 ~ 1",
            })
    void a_condition_on_the_sky_chooses_rows(String condition, String ids) {
        var rows =
                site.text(
                        "select exposure_id from exposure where " + condition + " order by 1",
                        "csv");
        assertThat(rows.lines().skip(1).reduce("", (a, b) -> (a + " " + b).strip()))
                .isEqualTo(ids == null ? "" : ids);
    }

    @Test
    void geometries_are_selected_as_arrays_with_their_xtype() {
        var json =
                site.text(
                        "select point(s_ra, s_dec), circle(s_ra, s_dec, 2), contains(point(10, 0),"
                                + " s_region), distance(s_ra, s_dec, 10, 0) from exposure where"
                                + " exposure_id in (1, 4) order by exposure_id",
                        "json");
        assertThat(json)
                .contains("\"arraysize\": \"2\", \"xtype\": \"point\", \"unit\": \"deg\"")
                .contains("\"arraysize\": \"3\", \"xtype\": \"circle\", \"unit\": \"deg\"")
                .contains("[[10.0,0.0],[10.0,0.0,2.0],1,0.0],\n[null,null,null,null]");
    }

    @Test
    void what_is_no_place_on_the_sky_is_refused() {
        assertThat(site.text("select point(10, 91) from exposure", "csv"))
                .contains("a latitude is from -90 to 90 degrees, not 91.0");
        assertThat(site.text("select 1 from exposure where contains(band, s_region) = 1", "csv"))
                .contains("a geometry is needed, not a text");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "CONTAINS(POINT(10, 0.5), s_region) = 1 ~ s_region",
                "INTERSECTS(CIRCLE(10, 0.5, 0.1), s_region) = 1 ~ s_region",
                "INTERSECTS(POLYGON(1,0, 10,0, 10,5), s_region) = 1 ~ s_region",
                "CONTAINS(s_region, CIRCLE(10, 0.5, 3)) = 1 ~ s_region",
                "CONTAINS(POINT(s_ra, s_dec), CIRCLE(10, 0, 1)) = 1 ~ s_ra",
                "CONTAINS(POINT(s_ra, s_dec), BOX(10, 0, 1, 1)) = 1 ~ s_ra",
                "DISTANCE(POINT(s_ra, s_dec), POINT(10, 1)) < 0.1 ~ s_ra",
                "DISTANCE(10, 1, s_ra, s_dec) <= 0.1 ~ s_ra",
            })
    void the_index_finds_the_rows(String condition, String column) {
        var catalogue = new CatalogueReader().read(site.database.reader(Role.PUBLIC));
        var query = new AdqlReader().read("select exposure_id from exposure where " + condition);
        var sql = new Translator().translate(query, catalogue, 10).sql();
        var plan =
                site.database.write(
                        handle -> {
                            handle.execute("set local enable_seqscan = off");
                            return handle.createQuery("explain " + sql).mapTo(String.class).list();
                        });
        assertThat(String.join("\n", plan)).contains("Index Cond").contains(column);
    }
}
