package org.platebook.store.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.database.Role;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** What a query may refer to, as the server understands it; whoever owns the database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class QueryJudgeContract {

    private final Database database = JudgedDatabase.open(settings());
    private final QueryJudge judge = new QueryJudge(database, InstantSource.system());

    /** A new database. */
    abstract DatabaseSettings settings();

    @AfterAll
    void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select exposure_id, band from cdb_small.exposure where band = 'r' order by 1 desc nulls last limit 3",
                "with v as (select 1 as a), w as materialized (select 2) select * from v, w",
                "with recursive x(n) as (select 1 union all select n + 1 from x where n < 5) select sum(n) from x",
                "(select 1) union all (select 2) order by 1",
                "values (1, 'a'), (2, 'b')",
                "table cdb_small.wide",
                "select count(*) filter (where band = 'r') over (partition by obs_start::date) from cdb_small.exposure",
                "select extra->>'x', extra ? 'k', extra @> '{}', tags[1:2], 1.5e-3, band::varchar(3) from cdb_small.exposure",
                "select E'it\\'s; delete' as note, $$a;b$$, $x$ $$ ; $x$, B'101', N'n', U&'\\0041'",
                "select substring(band for 5), extract(epoch from obs_start), obs_start at time zone 'UTC', now(), current_date"
                        + " from cdb_small.exposure",
                "select percentile_cont(0.5) within group (order by exposure_id), array_agg(distinct band),"
                        + " string_agg(band, ',') from cdb_small.exposure group by rollup (band)",
                "select * from generate_series(1, 3) with ordinality as g(a, b)",
                "select e.exposure_id from cdb_small.exposure as e tablesample bernoulli (50)",
                "select lag(exposure_id) over w, rank() over w from cdb_small.exposure window w as (order by exposure_id"
                        + " rows between 1 preceding and current row)",
                "select row(1, 2) < row(1, 3), 1 in (select 2), array[1, 2] && array[2], least(1, 2), nullif(1, 2),"
                        + " coalesce(null, 1), case when true then 1 end from lateral (select 1) b where exists (select 1)",
                "select json_value('{\"a\": 1}', '$.a' returning int), json_object('a': 1),"
                        + " j.* from json_table('[1]', '$[*]' columns (z int path '$')) as j",
                "select sky.distance(1, 2, 3, 4), cube(array[1.0::float8, 2]) <-> cube(array[3.0::float8, 4])",
                "select random(), gen_random_uuid(), clock_timestamp()",
                "select exposure_id as \":funcid\", band as \"} {FUNCEXPR :funcid 1\" from cdb_small.exposure",
                "select w from cdb_small.wide as w"
            })
    void queries_of_values_are_allowed(String sql) {
        assertThat(judge(sql)).isInstanceOf(Judgement.Allowed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select pg_sleep(10)",
                "select pg_catalog . \"pg_sleep\" /* x */ (10)",
                "select U&\"\\0070g_sleep\"(10)",
                "select U&\"!0070g_sleep\" UESCAPE '!' (10)",
                "select E'a'\n'b\\' ' , pg_backend_pid() as x -- '",
                "select 'a'\n'\\' , pg_backend_pid() as x -- '",
                "select * from pg_read_file('/etc/passwd')",
                "select * from rows from (pg_ls_dir('.')) as x",
                "select lo_import('/etc/passwd')",
                "select set_config('role', 'none', true)",
                "select current_setting('data_directory')",
                "select query_to_xml('select 1', true, true, '')",
                "select cursor_to_xml('c', 1, true, true, '')",
                "select * from ts_stat('select 1')",
                "select ts_rewrite('a'::tsquery, 'select 1')",
                "select pg_advisory_lock(1)",
                "select pg_notify('a', 'b')",
                "select pg_terminate_backend(1)",
                "select txid_current()",
                "select version()",
                "select current_user",
                "select $1",
                "select session_user, current_catalog",
                "select inet_server_addr()",
                "select has_table_privilege('cdb_small.exposure', 'select')",
                "select pg_input_is_valid('cdb_small.hidden', 'regclass')",
                "select pg_get_viewdef('cdb_small.wide')",
                "select * from pg_authid",
                "select * from pg_catalog.pg_class",
                "table pg_shadow",
                "select * from information_schema.columns",
                "select (select 1 from pg_proc limit 1)",
                "select 1 order by pg_backend_pid()",
                "select 1 limit pg_backend_pid()",
                "select sum(1) filter (where pg_backend_pid() > 0)",
                "select 1 group by pg_backend_pid()",
                "select 1 having pg_backend_pid() > 0",
                "select count(*) over (order by pg_backend_pid()) from cdb_small.exposure",
                "select exposure_id from cdb_small.exposure tablesample bernoulli (pg_backend_pid())",
                "with x as (select pg_backend_pid()) select 1",
                "with recursive x(n) as (select 1 union all select pg_backend_pid() from x) select n from x",
                "values (pg_backend_pid())",
                "select array[pg_backend_pid()]",
                "select case when false then pg_backend_pid() end",
                "select 1 in (select pg_backend_pid())",
                "select a from (select 1 as a union select pg_backend_pid()) as x",
                "select 1 from (select 1) a join (select 2) b on pg_backend_pid() > 0",
                "select json_object('a': pg_backend_pid())",
                "select 1 from json_table('[1]', '$' passing pg_backend_pid() as x columns (z int path '$')) as j",
                "select cdb_small.mine()",
                "select trap()",
                "select @#@ 1",
                "select 1 operator(public.@#@) 2 from (select 1) as x where @#@ 1 > 0",
                "select 'red'::cdb_small.colour",
                "select '1'::oid",
                "select '1/1'::pg_lsn",
                "select '<a/>'::xml",
                "select xmlelement(name foo)",
                "select null::pg_catalog.pg_class",
                "select pg_typeof(1)",
                "select json_populate_record(row(pg_typeof(1)), '{\"f1\": \"cdb_small.hidden\"}')::text",
                "select json_query(jsonb '{}', '$' returning pg_catalog.pg_sequences)",
                "select (null::cdb_small.exposure).secret",
                "select path '((0,0),(1,1))' <-> path '((2,2),(3,3))'",
                "select polygon '((0,0),(1,1))' && polygon '((2,2),(3,3))'",
                "select json_populate_record(null::pg_catalog.pg_sequences, '{\"data_type\": \"cdb_small.hidden\"}')",
                "select array[]::pg_catalog.pg_proc[]",
                "select ctid from cdb_small.exposure",
                "select tableoid from cdb_small.wide",
                "select * from cdb_small.exposure for update",
                "select * from cdb_small.exposure for share",
                "select * from cdb_small.exposure for /* hidden */ key share"
            })
    void what_waits_looks_outside_tells_of_the_server_or_locks_is_refused(String sql) {
        assertThat(judge(sql))
                .isInstanceOfAny(
                        Judgement.NotAllowed.class,
                        Judgement.Senseless.class,
                        Judgement.Hidden.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "insert into cdb_small.exposure values (1)",
                "update cdb_small.exposure set band = 'r'",
                "delete from cdb_small.exposure",
                "drop table cdb_small.exposure",
                "copy cdb_small.exposure to stdout",
                "set role postgres",
                "explain analyze select 1",
                "select 1; select 2",
                "select 1) q; drop table cdb_small.exposure; select (1",
                "select 1) as q; drop table cdb_small.exposure; create temp view other as select 1 from (select 2",
                "select 1) to program 'touch /tmp/x' --",
                "select 1) as q(c0)) to program 'touch /tmp/x' --",
                "select 1 as a) as q with check option --",
                "select 'open",
                "select \"open",
                "select $$open",
                "select /* open",
                "select 1 \\; delete from cdb_small.exposure",
                "select {fn now()}",
                "select 1 into copy_of_it where"
            })
    void what_is_no_single_query_is_refused_by_the_grammar_alone(String sql) {
        assertThat(judge(sql)).isInstanceOf(Judgement.NoSql.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with x as (insert into cdb_small.exposure values (1) returning *) select * from x",
                "with x as (update cdb_small.exposure set band = 'r' returning *) select * from x",
                "with x as (delete from cdb_small.exposure returning *) select * from x",
                "with x as (merge into cdb_small.exposure e using cdb_small.hidden h on true when matched then delete"
                        + " returning e.*) select * from x",
                "select 1 into copy_of_it"
            })
    void a_query_that_writes_is_refused_by_the_server(String sql) {
        assertThat(judge(sql))
                .isInstanceOfAny(
                        Judgement.Senseless.class,
                        Judgement.NotAllowed.class,
                        Judgement.NoSql.class);
        assertThat(count("select count(*) from cdb_small.exposure")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1 from cdb_small.%s",
                "select pg_sleep(1) from cdb_small.%s",
                "select nosuch() from cdb_small.%s",
                "select count(*) from cdb_small.%s group by 2",
                "select null::cdb_small.%s",
                "select 'cdb_small.%s'::regclass",
                "select pg_sleep(1), 'cdb_small.%s'::regclass",
                "select 1 from pg_class, cdb_small.%s",
                "select pg_relation_size('cdb_small.%s')",
                "select to_regclass('cdb_small.%s')",
                "select c.%s_id from cdb_small.exposure as c",
                "select current_user from cdb_small.%s",
                "select 1 from cdb_small.%s for update",
                "select xmlelement(name foo) from cdb_small.%s",
                "select c.%s_id, pg_sleep(1) from cdb_small.exposure as c",
                "select 1 from json_to_recordset('[\"cdb_small.%s\"]') as x(a regclass)",
                "select json_value('\"cdb_small.%s\"', '$' returning regclass)",
                "select cast(cast('cdb_small.%s' as text) as regclass)"
            })
    void what_is_hidden_is_answered_as_what_is_not_there(String form) {
        var hidden = judge(Role.PUBLIC, form.formatted("hidden"));
        var absent = judge(Role.PUBLIC, form.formatted("absent"));

        assertThat(hidden).isNotInstanceOf(Judgement.Allowed.class);
        assertThat(kind(hidden)).isEqualTo(kind(absent));
    }

    @Test
    void hidden_columns_schemas_and_functions_are_not_there() {
        for (var sql :
                new String[] {
                    "select secret from cdb_small.exposure",
                    "select exposure_id from cdb_small.exposure where secret = 'x'",
                    "select * from cdb_small.exposure",
                    "select e from cdb_small.exposure as e",
                    "select exposure_id from cdb_secret.exposure",
                    "select cdb_secret.peek()",
                    "select 1 from platebook.token",
                    "select 1 from platebook.journal"
                }) {
            assertThat(kind(judge(Role.PUBLIC, sql))).as(sql).isEqualTo("not there");
        }
        assertThat(judge(Role.STAFF, "select * from cdb_small.exposure"))
                .isInstanceOf(Judgement.Allowed.class);
        assertThat(judge(Role.STAFF, "select exposure_id from cdb_secret.exposure"))
                .isInstanceOf(Judgement.Allowed.class);
        assertThat(judge(Role.STAFF, "select 1 from platebook.token"))
                .isInstanceOf(Judgement.Hidden.class);
    }

    @Test
    void what_runs_is_the_text_that_was_judged() {
        var sql = "select exposure_id, ' -- \n' as \"a b\" from cdb_small.exposure /* c */ -- d";

        var allowed = (Judgement.Allowed) judge(sql);

        assertThat(allowed.sql()).isEqualTo("select c0, c1 from (\n" + sql + "\n) as q(c0, c1)");
        assertThat(allowed.fields()).extracting("name").containsExactly("exposure_id", "a b");
        assertThat(allowed.fields()).extracting("postgresType").containsExactly("int8", "text");
    }

    @Test
    void a_judgement_is_kept_for_a_minute_for_the_same_text_and_role() {
        var now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
        var kept = new QueryJudge(database, now::get);
        var sql = "select band from cdb_small.exposure where exposure_id = 7";
        var first = kept.judge(Role.PUBLIC, sql, fields -> JudgedDatabase.written(sql, fields));

        assertThat(kept.judge(Role.PUBLIC, sql, fields -> JudgedDatabase.written(sql, fields)))
                .isSameAs(first);
        assertThat(kept.judge(Role.STAFF, sql, fields -> JudgedDatabase.written(sql, fields)))
                .isNotSameAs(first);
        now.set(now.get().plus(Duration.ofMinutes(1)));
        assertThat(kept.judge(Role.PUBLIC, sql, fields -> JudgedDatabase.written(sql, fields)))
                .isNotSameAs(first);
    }

    @Test
    void a_refusal_names_what_is_not_allowed() {
        assertThat(judge(Role.STAFF, "select exposure_id from cdb_small.exposure for update"))
                .isEqualTo(
                        new Judgement.NotAllowed(
                                "not allowed in a query: locking rows (FOR UPDATE, FOR SHARE)"));
        assertThat(judge(Role.STAFF, "select current_user"))
                .isEqualTo(
                        new Judgement.NotAllowed(
                                "not allowed in a query: current_user, session_user, current_catalog and current_schema"));
        assertThat(judge(Role.STAFF, "select xmlelement(name foo) is null"))
                .isEqualTo(new Judgement.NotAllowed("not allowed in a query: XMLEXPR"));
        assertThat(judge("select txid_current(), pg_backend_pid()"))
                .isEqualTo(
                        new Judgement.NotAllowed(
                                "function not allowed: pg_backend_pid, txid_current"));
    }

    @Test
    void a_judgement_leaves_nothing_behind() {
        judge("select exposure_id from cdb_small.exposure");

        assertThat(count("select count(*) from pg_class where relname = 'judged'")).isZero();
    }

    @Test
    void a_text_or_a_tree_beyond_all_measure_is_refused() {
        assertThat(judge("select '" + "x".repeat(300_000) + "'"))
                .isInstanceOf(Judgement.NotAllowed.class);
        var wide = "select " + "1,".repeat(1500) + "1";
        var nested = "select * from (".repeat(40) + wide + ") as q".repeat(40);
        assertThat(judge(Role.STAFF, nested)).isInstanceOf(Judgement.NotAllowed.class);
    }

    @Test
    void a_query_nested_beyond_all_measure_is_refused_and_no_fault() {
        var deep = "select " + "(".repeat(3000) + "1" + "+1)".repeat(3000);

        assertThat(judge(deep)).isNotInstanceOf(Judgement.Allowed.class);
    }

    private Judgement judge(String sql) {
        return judge(Role.PUBLIC, sql);
    }

    private Judgement judge(Role role, String sql) {
        return judge.judge(role, sql, fields -> JudgedDatabase.written(sql, fields));
    }

    /** Whether a caller from whom things are hidden gets the one answer for what is not there. */
    private static String kind(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Hidden _, Judgement.Senseless _ -> "not there";
            case Judgement.Allowed _, Judgement.NoSql _, Judgement.NotAllowed _ ->
                    judgement.toString();
        };
    }

    private long count(String sql) {
        return database.<Long>own(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }
}
