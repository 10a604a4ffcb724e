package org.platebook.vo.tap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.platebook.testkit.PythonJudge;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What pyarrow reads in our Parquet and Arrow answers: types, values, nulls and meaning. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PyarrowReadsTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Site site = new Site();

    @AfterAll
    void close() {
        site.close();
    }

    @Test
    void pyarrow_reads_what_was_stored_in_both_formats() {
        var read = read("select * from exposure order by exposure_id");

        assertThat(columns(read.get("parquet")))
                .containsExactlyElementsOf(columns(read.get("arrow")));
        assertThat(columns(read.get("arrow")))
                .containsExactly(
                        "exposure_id int64 [1, 2, 4, 9007199254740993]",
                        "band string ['r', 'g', None, '']",
                        "exp_time double [30.0, nan, None, 1e-300]",
                        "airmass float [1.5, inf, None, -0.125]",
                        "snaps int16 [2, -3, None, None]",
                        "day_obs int32 [20260115, 20260115, None, None]",
                        "can_see_sky bool [True, False, None, None]",
                        "obs_start timestamp[us] [datetime.datetime(2026, 1, 16, 1, 0), datetime.datetime(1999, 12, 31, 23, 59, 59, 250000), None, None]",
                        "s_ra double [10.0, 359.9, None, None]",
                        "s_dec double [0.0, -89.5, None, None]",
                        "s_region list<element: double> [[9.0, -1.0, 11.0, -1.0, 11.0, 1.0, 9.0, 1.0], [358.0, -1.0, 2.0, -1.0, 2.0, 1.0, 358.0, 1.0], None, None]",
                        "note string ['plain', 'a<b>&\"c\",\\td\\ne\\x01 é≠', None, '']");
    }

    @Test
    void units_and_meanings_come_along() {
        var read = read("select exp_time, s_ra from exposure");

        assertThat(read.get("parquet_meaning").get("unit:exp_time").stringValue()).isEqualTo("s");
        assertThat(read.get("parquet_meaning").get("ucd:exp_time").stringValue())
                .isEqualTo("time.duration");
        assertThat(read.get("arrow_meaning").get("exp_time"))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"unit": "s", "ucd": "time.duration", "description": "Duration."}
                                """));
        assertThat(read.get("arrow_meaning").get("s_ra").get("unit").stringValue())
                .isEqualTo("deg");
    }

    @Test
    void a_table_without_rows_keeps_its_columns() {
        var read = read("select exposure_id, note from exposure where exposure_id = 0");

        assertThat(columns(read.get("parquet")))
                .containsExactly("exposure_id int64 []", "note string []");
        assertThat(columns(read.get("arrow")))
                .containsExactly("exposure_id int64 []", "note string []");
    }

    private JsonNode read(String adql) {
        var given = Map.of("parquet", bytes(adql, "parquet"), "arrow", bytes(adql, "arrow"));
        return JSON.readTree(
                PythonJudge.require()
                        .run(
                                PyarrowReadsTest.class,
                                "pyarrow_reads.py",
                                JSON.writeValueAsString(given)));
    }

    private String bytes(String adql, String format) {
        return Base64.getEncoder().encodeToString(Site.bytes(site.query(adql, format)));
    }

    private static List<String> columns(JsonNode table) {
        return table.valueStream()
                .map(
                        column ->
                                "%s %s [%s]"
                                        .formatted(
                                                column.get(0).stringValue(),
                                                column.get(1).stringValue(),
                                                String.join(
                                                        ", ",
                                                        column.get(2)
                                                                .valueStream()
                                                                .map(JsonNode::stringValue)
                                                                .toList())))
                .toList();
    }
}
