package org.platebook.peers.consdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.platebook.model.failure.Refused;

import java.util.function.UnaryOperator;

/** What may be asked, and what is refused before the database sees it. */
class SelectTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM cdb_LSSTCam.visit1_quicklook LIMIT 0",
                "select visit1.*, visit1_quicklook.* from  cdb_lsstcam.visit1 as visit1 left join"
                        + " cdb_lsstcam.visit1_quicklook as visit1_quicklook on visit1.visit_id ="
                        + " visit1_quicklook.visit_id  where  visit1.obs_start_mjd >= 60000.0"
                        + "  order by visit1.visit_id",
                "with v as (select 1 as a), w as materialized (select 2) select * from v, w",
                "(select 1) union all (select 2) order by 1",
                "values (1, 'a'), (2, 'b')",
                "table cdb_latiss.exposure",
                "select 'insert into x; drop table y' as note",
                "select E'it\\'s; delete' as note, $$a;b$$, $x$ $$ ; $x$, B'101', N'n'",
                "select \"update\", e.\"delete\" from cdb_latiss.exposure as e",
                "select exposure_name from cdb_latiss.exposure where exposure_name like 'AT_%%'",
                "select substring(exposure_name for 5), extract(epoch from obs_start) from t",
                "select count(*) filter (where band = 'r') over (partition by day_obs) from t",
                "select a -- ; drop table x\n, b from t",
                "select a /* nested /* ; */ comment */ from t",
                "select data->>'x', data ? 'k', a @> b, tags[1:2], 1.5e-3, x::float8 from t;",
                "select pg_typeof(1);;  "
            })
    void queries_that_clients_send_are_answered(String sql) {
        assertThat(text(sql).sql()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                ";",
                "-- nothing",
                "insert into t values (1)",
                "update t set a = 1",
                "delete from t",
                "drop table t",
                "do $$ begin end $$",
                "call p()",
                "copy t to stdout",
                "set role postgres",
                "reset role",
                "begin",
                "explain analyze delete from t",
                "vacuum",
                "listen x",
                "(update t set a = 1)",
                "(insert into t values (1))"
            })
    void what_begins_as_no_query_does_is_refused(String sql) {
        refused(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1; select 2",
                "select 1; drop table t",
                "select 1;drop table t--",
                "select ';'; delete from t",
                "select 1 /* ; */; delete from t",
                "select '\\'; drop table t; --'",
                "select $$;$$; delete from t",
                "select $a$ $b$; $b$ $a$; delete from t",
                "select 1) to program 'touch /tmp/x' --",
                "select 1) as q(c0); delete from t; select (1",
                "select (1",
                "select 1))((",
                "select 'open",
                "select \"open",
                "select $$open",
                "select $1",
                "select /* open",
                "select /* /* */ 1",
                "select E'open\\'",
                "select {fn now()}",
                "select 1 \\; delete from t",
                "select \u0000 1",
                "select 'a\u0000b'"
            })
    void a_second_statement_or_a_way_out_of_the_first_is_refused(String sql) {
        refused(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select E'a'\n'b\\' ' , pg_backend_pid() as x -- '",
                "select 'a'\n'b'",
                "select N'a' -- x\n 'b'",
                "select E'a' /* \n */ 'b'",
                "select U&\"\\0070g_sleep\"(10)",
                "select u&'\\0041'"
            })
    void a_text_that_could_be_read_in_two_ways_is_refused(String sql) {
        refused(sql);
    }

    @Test
    void the_reason_says_what_to_do() {
        assertThatThrownBy(() -> text("UPDATE t SET a = 1"))
                .hasMessageContaining("begin with SELECT, WITH, VALUES or TABLE, not with UPDATE");
        assertThatThrownBy(() -> text("select 'a'\n'b'"))
                .hasMessageContaining("join its pieces with ||");
    }

    @Test
    void comments_are_left_out_and_lines_kept() {
        assertThat(text("select a -- one\n, b /* two */ from t ;").sql())
                .isEqualTo("select a\n, b from t");
    }

    @Test
    void a_doubled_percent_sign_is_one_as_an_operator_and_stays_in_texts() {
        assertThat(text("select 7 %% 3, 7%%3, 'a%%b'").sql())
                .isEqualTo("select 7 % 3, 7%3, 'a%%b'");
    }

    @Test
    void question_marks_stay_as_they_are() {
        assertThat(text("select data ? 'what?', data ?| array['b'] from t").sql())
                .isEqualTo("select data ? 'what?', data ?| array['b'] from t");
    }

    @Test
    void schemas_are_named_anew_where_they_stand_before_a_dot() {
        var sql =
                "select cdb_x.t.a, \"cdb_x\".t.b, c.cdb_x.d, 'cdb_x.t' from CDB_X . t join cdb_y.t using (a)"
                        + " join cdb_x_history.t as cdb_x using (a)";
        assertThat(SelectText.of(sql, name -> name.equals("cdb_x") ? "past" : name).sql())
                .isEqualTo(
                        "select \"past\".t.a, \"past\".t.b, c.cdb_x.d, 'cdb_x.t' from \"past\" . t join cdb_y.t using (a)"
                                + " join cdb_x_history.t as cdb_x using (a)");
    }

    private static SelectText text(String sql) {
        return SelectText.of(sql, UnaryOperator.identity());
    }

    private static void refused(String sql) {
        assertThatThrownBy(() -> text(sql))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("consdb.sql"));
    }
}
