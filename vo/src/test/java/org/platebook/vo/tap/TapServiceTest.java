package org.platebook.vo.tap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.platebook.store.database.Identity;
import org.platebook.store.database.Role;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** Queries from their parameters to their documents. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TapServiceTest {

    private final Site site = new Site();

    @AfterAll
    void close() {
        site.close();
    }

    @Test
    void csv_tells_null_from_an_empty_text() {
        assertThat(site.text("select exposure_id, band, airmass from exposure order by 1", "csv"))
                .isEqualTo(
                        """
                        exposure_id,band,airmass
                        1,r,1.5
                        2,g,+Inf
                        4,,
                        9007199254740993,"",-0.125
                        """
                                .replace("\n", "\r\n"));
    }

    @Test
    void csv_quotes_what_would_break_it() {
        assertThat(site.text("select note from exposure where exposure_id = 2", "csv"))
                .isEqualTo("note\r\n\"a<b>&\"\"c\"\",\td\ne\u0001 é≠\"\r\n");
    }

    @Test
    void tsv_has_no_tab_or_line_end_within_a_value() {
        assertThat(site.text("select note, band from exposure where exposure_id = 2", "tsv"))
                .isEqualTo("note\tband\na<b>&\"c\", d e\u0001 é≠\tg\n");
    }

    @Test
    void json_holds_columns_rows_and_how_it_ended() {
        assertThat(
                        site.text(
                                "select exp_time, obs_start, can_see_sky, s_region, note from"
                                        + " exposure where exposure_id = 2",
                                "json"))
                .isEqualTo(
                        """
                        {"metadata": [
                        {"name": "exp_time", "datatype": "double", "unit": "s", "ucd": "time.duration", "description": "Duration."},
                        {"name": "obs_start", "datatype": "char", "arraysize": "*", "xtype": "timestamp", "ucd": "time.start", "description": "Start, in TAI."},
                        {"name": "can_see_sky", "datatype": "boolean", "description": "Whether the shutter opened."},
                        {"name": "s_region", "datatype": "double", "arraysize": "*", "xtype": "polygon", "unit": "deg", "description": "Outline."},
                        {"name": "note", "datatype": "char", "arraysize": "*", "description": "Note."}],
                        "data": [
                        ["NaN","1999-12-31T23:59:59.25",false,[358.0,-1.0,2.0,-1.0,2.0,1.0,358.0,1.0],"a<b>&\\"c\\",\\u0009d\\u000ae\\u0001 é≠"]
                        ],
                        "status": "OK"}
                        """);
    }

    @Test
    void text_is_aligned_for_terminals() {
        assertThat(site.text("select exposure_id, band from exposure where snaps > 0", "text"))
                .isEqualTo(
                        """
                        exposure_id  band
                        -----------  ----
                                  1  r
                        1 row
                        """);
    }

    @Test
    void more_rows_than_allowed_is_an_overflow_and_exactly_as_many_is_not() {
        var three =
                Site.parameters(
                        "LANG", "ADQL", "QUERY", "select exposure_id from exposure", "maxrec", "3");
        var four =
                Site.parameters(
                        "LANG", "ADQL", "QUERY", "select exposure_id from exposure", "MaxRec", "4");
        var top =
                Site.parameters(
                        "LANG",
                        "ADQL",
                        "QUERY",
                        "select top 3 exposure_id from exposure",
                        "MAXREC",
                        "3");

        assertThat(Site.text(site.tap.sync(three, Identity.site(Role.PUBLIC))))
                .contains("OVERFLOW");
        assertThat(Site.text(site.tap.sync(four, Identity.site(Role.PUBLIC))))
                .doesNotContain("OVERFLOW");
        assertThat(Site.text(site.tap.sync(top, Identity.site(Role.PUBLIC))))
                .doesNotContain("OVERFLOW");
    }

    @Test
    void no_rows_asked_gives_columns_and_an_overflow() {
        var nothing =
                Site.text(
                        site.tap.sync(
                                Site.parameters(
                                        "LANG", "ADQL",
                                        "QUERY", "select band from exposure",
                                        "FORMAT", "votable/td",
                                        "MAXREC", "0"),
                                Identity.site(Role.PUBLIC)));
        assertThat(nothing)
                .contains("<FIELD name=\"band\"", "value=\"OVERFLOW\"")
                .doesNotContain("<TR>");
    }

    @Test
    void what_cannot_be_asked_is_refused_in_a_document_of_the_format_asked_for() {
        var answer = site.query("select bnd from exposure", "votable/td");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.contentType()).isEqualTo("application/x-votable+xml");
        assertThat(Site.text(answer))
                .contains(
                        "<INFO name=\"QUERY_STATUS\" value=\"ERROR\">line 1, column 8: no column"
                                + " bnd in cdb_toy.exposure; did you mean band?</INFO>");

        var plain = site.query("select", "csv");
        assertThat(plain.status()).isEqualTo(400);
        assertThat(plain.contentType()).startsWith("text/plain");
    }

    @Test
    void parameters_are_checked() {
        var query = "select band from exposure";
        assertThat(refusal("QUERY", query)).contains("LANG");
        assertThat(refusal("LANG", "PQL", "QUERY", query)).contains("unknown query language");
        assertThat(refusal("LANG", "ADQL")).contains("QUERY");
        assertThat(refusal("LANG", "ADQL", "QUERY", query, "FORMAT", "x")).contains("votable");
        assertThat(refusal("LANG", "ADQL", "QUERY", query, "MAXREC", "-1")).contains("MAXREC");
        assertThat(refusal("LANG", "ADQL", "QUERY", query, "UPLOAD", "a,param:b"))
                .contains("UPLOAD is not supported");
    }

    private String refusal(String... pairs) {
        var answer = site.tap.sync(Site.parameters(pairs), Identity.site(Role.PUBLIC));
        assertThat(answer.status()).isEqualTo(400);
        return Site.text(answer);
    }

    @Test
    void old_and_unknown_parameters_do_no_harm() {
        var answer =
                site.tap.sync(
                        Site.parameters(
                                "request", "doQuery",
                                "version", "1.0",
                                "lang", "adql-2.0",
                                "query", "select count(*) from exposure",
                                "format", "text/csv",
                                "spam", "eggs"),
                        Identity.site(Role.PUBLIC));
        assertThat(answer.contentType()).isEqualTo("text/csv");
        assertThat(Site.text(answer)).isEqualTo("count_1\r\n4\r\n");
    }

    @Test
    void a_table_that_the_caller_may_not_see_does_not_exist() {
        var parameters =
                Site.parameters(
                        "LANG",
                        "ADQL",
                        "QUERY",
                        "select reason from cdb_toy.secret",
                        "FORMAT",
                        "csv");
        var refused = site.tap.sync(parameters, Identity.site(Role.PUBLIC));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(Site.text(refused)).contains("no table cdb_toy.secret");
        assertThat(Site.text(site.tap.sync(parameters, Identity.site(Role.STAFF))))
                .isEqualTo("reason\r\nclassified\r\n");
        assertThat(Site.text(site.document("/tables"))).doesNotContain("secret");
        assertThat(site.document("/tables/cdb_toy.secret").status()).isEqualTo(404);
        assertThat(site.text("select table_name from tap_schema.tables", "csv"))
                .contains("cdb_toy.exposure")
                .doesNotContain("secret");
    }

    @Test
    void a_table_that_was_added_is_seen_at_once() {
        assertThat(site.text("select count(*) from exposure", "csv")).contains("4");
        site.database.write(
                handle ->
                        handle.execute(
                                """
                                create table cdb_toy.late (x integer);
                                grant select on cdb_toy.late to platebook_public;
                                insert into tap_schema.tables (schema_name, table_name, table_type, visibility)
                                    values ('cdb_toy', 'cdb_toy.late', 'table', 'public');
                                insert into tap_schema.columns
                                    (table_name, column_name, datatype, indexed, principal, std, visibility)
                                    values ('cdb_toy.late', 'x', 'int', 0, 0, 0, 'public')
                                """));
        assertThat(site.text("select x from cdb_toy.late", "csv")).isEqualTo("x\r\n");
    }

    @Test
    void a_value_that_cannot_be_computed_is_the_callers_to_mend() {
        var answer = site.query("select sqrt(-exposure_id) from exposure", "csv");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(Site.text(answer)).contains("square root");
    }

    @Test
    void a_table_that_breaks_off_says_so_at_its_end() {
        var broken =
                "select exposure_id, 10 / (exposure_id - 4) from (select top 9 exposure_id from"
                        + " exposure order by exposure_id) as e";
        var votable = site.query(broken, "votable/td");
        assertThat(votable.status()).isEqualTo(200);
        assertThat(Site.text(votable))
                .contains("<TD>2</TD>")
                .contains("</TABLE>\n<INFO name=\"QUERY_STATUS\" value=\"ERROR\">")
                .contains("division by zero");
        assertThat(site.text(broken, "json")).contains("\"status\": \"ERROR\"");
    }

    @Test
    void a_query_that_takes_too_moreis_stopped() {
        var tap =
                new TapService(
                        site.database,
                        new TapLimits(10, 10, Duration.ofMillis(200)),
                        InstantSource.system());
        var columns = "tap_schema.columns ";
        var answer =
                tap.sync(
                        Site.parameters(
                                "LANG",
                                "ADQL",
                                "QUERY",
                                "select count(*) from "
                                        + columns
                                        + "a, "
                                        + columns
                                        + "b, "
                                        + columns
                                        + "c, "
                                        + columns
                                        + "d, "
                                        + columns
                                        + "e",
                                "FORMAT",
                                "csv"),
                        Identity.site(Role.PUBLIC));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(Site.text(answer)).contains("longer than the limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"votable", "csv", "json"})
    void an_answer_that_exceeds_its_size_ends_and_says_so(String format) {
        var tap =
                new TapService(
                        site.database,
                        new TapLimits(1_000_000, 1_000_000, Duration.ofSeconds(30), 1 << 20),
                        InstantSource.system());
        var columns = "tap_schema.columns ";

        var answer =
                Site.bytes(
                        tap.sync(
                                Site.parameters(
                                        "LANG",
                                        "ADQL",
                                        "QUERY",
                                        "select a.description from "
                                                + columns
                                                + "a, "
                                                + columns
                                                + "b, "
                                                + columns
                                                + "c",
                                        "FORMAT",
                                        format),
                                Identity.site(Role.PUBLIC)));

        assertThat(answer.length).isBetween(1 << 20, (1 << 20) + (1 << 18));
        assertThat(new String(answer, StandardCharsets.UTF_8))
                .contains("the answer exceeds the limit of 1 MiB: ask for fewer rows or columns");
    }

    @Test
    void each_role_has_limits_of_its_own() {
        var few = new TapLimits(1, 1, Duration.ofSeconds(30));
        var more = new TapLimits(3, 3, Duration.ofSeconds(30));
        var tap =
                new TapService(
                        site.database,
                        Map.of(Role.PUBLIC, few, Role.RIGHTS, few, Role.STAFF, more),
                        InstantSource.system());
        var parameters =
                Site.parameters(
                        "LANG",
                        "ADQL",
                        "QUERY",
                        "select table_name from tap_schema.tables",
                        "FORMAT",
                        "csv");

        assertThat(Site.text(tap.sync(parameters, Identity.site(Role.PUBLIC))).lines())
                .hasSize(3)
                .last()
                .asString()
                .contains("OVERFLOW: the table was cut after 1 row");
        assertThat(Site.text(tap.sync(parameters, Identity.site(Role.STAFF))).lines())
                .hasSize(5)
                .last()
                .asString()
                .contains("OVERFLOW: the table was cut after 3 rows");
        assertThat(
                        Site.text(
                                tap.answer(
                                        "/capabilities",
                                        Map.of(),
                                        Identity.site(Role.STAFF),
                                        URI.create("http://127.0.0.1/tap"))))
                .contains("<hard unit=\"row\">3</hard>");
    }

    @Test
    void the_command_line_gets_the_same_tables() {
        var answer =
                site.tap.query(
                        "select band from exposure where snaps = 2",
                        "csv",
                        Identity.site(Role.PUBLIC),
                        null);
        assertThat(Site.text(answer)).isEqualTo("band\r\nr\r\n");
    }

    @Test
    void timestamps_of_any_year_are_written_as_dali_wants() {
        assertThat(
                        site.text(
                                "select cast('1858-11-17' as timestamp), cast('2024-02-29T23:59:60'"
                                        + " as varchar), cast('2000-03-01T12:00:00.000001' as"
                                        + " timestamp) from exposure where exposure_id = 1",
                                "csv"))
                .endsWith("1858-11-17T00:00:00,2024-02-29T23:59:60,2000-03-01T12:00:00.000001\r\n");
    }
}
