package org.platebook.vo.adql.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.platebook.model.failure.Refused;
import org.platebook.vo.catalogue.ResultColumn;
import org.platebook.vo.catalogue.Type;

import java.sql.SQLException;

/** ADQL as PostgreSQL runs it, on small tables. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TranslatorTest {

    private final Tables tables;

    TranslatorTest() throws SQLException {
        tables = new Tables();
    }

    @AfterAll
    void close() throws SQLException {
        tables.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "exp_time = 30                                  ~ 1 3",
                "exp_time <> 30                                 ~ 2",
                "exp_time between 15.5 and 20                   ~ 2",
                "exp_time not between 15.5 and 20               ~ 1 3",
                "band in ('g', 'r') and not exposure_id = 1     ~ 2 3",
                "band not in ('g')                              ~ 1 3",
                "band is null                                   ~ 4",
                "airmass is not null                            ~ 1 2 4",
                "band = 'g' or airmass > 1.9                    ~ 2 4",
                "exposure_id in (select exposure_id from exposure where band = 'r') ~ 1 3",
                "exists (select band from filter f where f.band = exposure.band and wavelength_nm < 500) ~ 2",
                "can_see_sky = 1                                ~ 1 2",
                "can_see_sky = 'false'                          ~ 3",
                "obs_start > '2026-01-16T01:30:00'              ~ 2 3",
                "obs_start <= '2026-01-16T02:00:00.5Z'          ~ 1 2",
                "obs_start between '2026-01-16' and '2026-01-17'~ 1 2",
                "band like 'R'                                  ~ -",
                "band ilike 'R'                                 ~ 1 3",
                "\"Odd \"\"name\" like 'a%'                     ~ 1 3",
                "\"Odd \"\"name\" like 'c\\_'                   ~ 4",
                "\"Odd \"\"name\" = 'c\\d'                      ~ 4",
                "mod(exposure_id, 2) = 0                        ~ 2 4",
                "-exp_time < -20                                ~ 1 3",
                "1.0 * exposure_id / 2 = 1.5                    ~ 3",
                "exposure_id / 2 = 1                            ~ 2 3",
                "round(exp_time) = 16                           ~ 2",
                "upper(band) || 'x' = 'Gx'                      ~ 2",
                "coalesce(band, 'none') = 'none'                ~ 4",
                "cast(day_obs as varchar) like '%16'            ~ 3 4",
                "cast(exp_time as integer) = 30                 ~ 1 3",
            })
    void a_condition_chooses_rows(String condition, String ids) {
        var rows =
                tables.rows(
                        "select exposure_id from cdb_toy.exposure where "
                                + condition
                                + " order by exposure_id");
        assertThat(String.join(" ", rows)).isEqualTo(ids == null ? "" : ids);
    }

    @Test
    void groups_are_made_by_columns_expressions_and_names() {
        assertThat(
                        tables.rows(
                                "select band, count(*), sum(exp_time), avg(airmass), min(obs_start)"
                                        + " from exposure group by band order by 1"))
                .containsExactly(
                        "g,1,15.5,1.25,2026-01-16 02:00:00.5",
                        "r,2,60,1.5,2026-01-16 01:00:00",
                        "null,1,null,2,null");
        assertThat(
                        tables.rows(
                                "select day_obs - 20260000 as d, count(distinct band) from exposure"
                                        + " group by d having count(*) > 1 order by d desc"))
                .containsExactly("116,1", "115,2");
    }

    @Test
    void tables_are_joined_in_every_way() {
        assertThat(
                        tables.rows(
                                "select e.exposure_id, wavelength_nm from exposure as e join filter"
                                        + " using (band) order by e.exposure_id"))
                .containsExactly("1,620", "2,480", "3,620");
        assertThat(
                        tables.rows(
                                "select exposure_id, f.band from exposure e left join filter f on"
                                        + " e.band = f.band order by 1"))
                .containsExactly("1,r", "2,g", "3,r", "4,null");
        assertThat(
                        tables.rows(
                                "select exposure_id, band from exposure full join filter using"
                                        + " (band) where exposure_id is null or band is null"
                                        + " order by 1"))
                .containsExactly("4,null", "null,i");
        assertThat(tables.rows("select * from exposure natural join filter")).isEmpty();
        assertThat(tables.rows("select count(*) from exposure, filter")).containsExactly("12");
        assertThat(
                        tables.rows(
                                "select a.exposure_id from exposure a, exposure b where a.band ="
                                        + " b.band and a.exposure_id < b.exposure_id"))
                .containsExactly("1");
    }

    @Test
    void star_after_a_join_by_name_has_the_joined_column_once() {
        assertThat(Tables.translation("select * from filter a join filter b using (band)").fields())
                .extracting(ResultColumn::name)
                .containsExactly(
                        "band", "wavelength_nm", "day_obs", "wavelength_nm_2", "day_obs_2");
    }

    @Test
    void queries_stand_for_tables() {
        assertThat(
                        tables.rows(
                                "with r as (select exposure_id as \"Id\", exp_time from exposure"
                                        + " where band = 'r') select q.id, r.\"Id\" from r join"
                                        + " (select top 1 \"Id\" as id from r order by id desc) as q"
                                        + " on q.id = r.\"Id\""))
                .containsExactly("3,3");
    }

    @Test
    void sets_are_put_together_with_the_types_of_both() {
        assertThat(
                        tables.rows(
                                "select exposure_id from exposure union select 1.5 from filter"
                                        + " order by exposure_id desc"))
                .containsExactly("4", "3", "2", "1.5", "1");
        assertThat(
                        tables.rows(
                                "select band from filter except select band from exposure"
                                        + " where band is not null"))
                .containsExactly("i");
        assertThat(
                        tables.rows(
                                "(select top 1 band from filter order by band) union all"
                                        + " select null from filter"))
                .containsExactly("g", "null", "null", "null");
    }

    @Test
    void top_and_offset_count_sorted_rows() {
        assertThat(
                        tables.rows(
                                "select top 2 exposure_id from exposure order by exp_time desc,"
                                        + " exposure_id offset 1"))
                .containsExactly("1", "3");
        assertThat(tables.rows("select top 0 exposure_id from exposure")).isEmpty();
    }

    @Test
    void the_service_bounds_the_rows_whatever_the_query_says() {
        var query = Tables.ADQL.read("select top 50 band from filter union select 'x' from filter");
        assertThat(new Translator().translate(query, Tables.catalogue(), 3).sql())
                .endsWith("limit 3");
    }

    @Test
    void fields_say_names_types_and_units() {
        var fields =
                Tables.translation(
                                "select exp_time, exp_time as t, sum(exp_time), count(*), 2 *"
                                        + " airmass, 'x', t.obs_start, exp_time from exposure t"
                                        + " group by exp_time, airmass, obs_start")
                        .fields();
        assertThat(fields)
                .extracting(ResultColumn::name)
                .containsExactly(
                        "exp_time",
                        "t",
                        "sum_3",
                        "count_4",
                        "column_5",
                        "column_6",
                        "obs_start",
                        "exp_time_2");
        assertThat(fields)
                .extracting(ResultColumn::type)
                .containsExactly(
                        Type.DOUBLE,
                        Type.DOUBLE,
                        Type.DOUBLE,
                        Type.LONG,
                        Type.DOUBLE,
                        Type.TEXT,
                        Type.TIMESTAMP,
                        Type.DOUBLE);
        assertThat(fields.get(2).meaning().unit()).isEqualTo("s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "select exp_tim from exposure | line 1, column 8: no column exp_tim in cdb_toy.exposure; did you mean exp_time?",
                "select x.band from exposure  | line 1, column 8: no table x in FROM",
                "select band from exposur     | line 1, column 18: no table exposur; did you mean exposure, cdb_toy.exposure?",
                "select \"BAND\" from exposure  | line 1, column 8: no column \"BAND\" in cdb_toy.exposure; did you mean band?",
                "select band from exposure, filter | line 1, column 8: band is ambiguous: it is a column of cdb_toy.exposure and of cdb_toy.filter",
                "select e.band from exposure  | line 1, column 8: no table e in FROM",
                "select exposure.band from exposure e  | line 1, column 8: no table exposure in FROM; did you mean e?",
                "select sqr(2) from filter    | line 1, column 8: no function sqr; did you mean sqrt?",
                "select band + 1 from filter  | line 1, column 8: a number is needed, not a text",
                "select 1 from filter where band = 1 | line 1, column 28: a text cannot be compared with a number",
                "select band, count(*) from filter | line 1, column 8: band must stand in GROUP BY or in a set function",
                "select 1 from filter where count(*) > 1 | line 1, column 28: a set function cannot stand in WHERE; use HAVING",
                "select 1 from exposure where obs_start > 'yesterday' | line 1, column 42: a timestamp is written as 2026-01-15 or 2026-01-15T20:31:07.5, not 'yesterday'",
                "select band from filter order by 2 | line 1, column 34: ORDER BY 2: there are 1 columns",
                "select band from filter union select band, day_obs from filter | line 1, column 25: UNION needs as many columns on both sides, not 1 and 2",
                "select polygon(10, 20, 10, 21, 11) from filter | line 1, column 8: POLYGON needs three or more points, or an even number of six or more coordinates; it has 5 arguments",
                "select polygon(10, 0, 11, 0, 12, 0) from filter | line 1, column 8: a polygon's vertices must not all lie on one great circle",
                "select polygon(point(10, 0), point(11, 0), point(12, 0)) from filter | line 1, column 8: a polygon's vertices must not all lie on one great circle",
                "select polygon(10, 20, 11, 21, 10, 21, 11, 20) from filter | line 1, column 8: a polygon's edges must not cross, but those from 11 20 and from 11 21 do",
                "select in_unit(day_obs, 's') from filter | line 1, column 8: IN_UNIT is not supported",
            })
    void what_cannot_be_meant_is_refused_with_its_place(String adql, String message) {
        assertThatThrownBy(() -> Tables.translation(adql))
                .isInstanceOf(Refused.class)
                .hasMessage(message);
    }

    @Test
    void a_polygon_is_asked_for_only_where_all_its_coordinates_are_known() {
        var stored = "select polygon(1, 1, 1, airmass, airmass, 1) as p from exposure";
        assertThat(Tables.translation(stored).sql())
                .containsPattern("case when array_position\\(.*, null\\) is null then sky.polygon");
        var written = "select polygon(1, 1, 1, 2, 2, 1) as p from exposure";
        assertThat(Tables.translation(written).sql()).doesNotContain("array_position");
    }

    @Test
    void no_text_of_the_query_gets_into_the_sql_as_sql() {
        var text = "'; drop table cdb_toy.filter; --\\";
        var quoted = "'" + text.replace("'", "''") + "'";
        assertThat(tables.rows("select " + quoted + " as \"a; drop\" from filter"))
                .containsOnly(text);
        assertThat(Tables.translation("select band as \"a; drop\" from filter").sql())
                .doesNotContain("drop");
    }
}
