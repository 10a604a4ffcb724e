package org.platebook.store.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.platebook.store.database.ReadTransaction;
import org.platebook.store.database.Role;
import org.platebook.store.database.UncheckedSql;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * SQL that has passed the first wall by some mistake of ours, and now stands in a reader's
 * connection.
 */
@TestInstance(Lifecycle.PER_CLASS)
class SecondWallTest {

    private static final String FELIS =
            """
            name: plates
            platebook: {visibility: public}
            tables:
            - name: exposure
              primaryKey: "#exposure.exposure_id"
              platebook:
                rows: {public: {days: 730}, rights: {days: 3}}
              columns:
              - {name: exposure_id, datatype: long}
              - {name: day_obs, datatype: int}
              - {name: proposal, datatype: string, length: 20, platebook: {visibility: rights}}
              - {name: remark, datatype: string, length: 20, platebook: {visibility: staff}}
            - name: night_log
              primaryKey: "#night_log.day_obs"
              platebook: {visibility: staff}
              columns:
              - {name: day_obs, datatype: int}
              - {name: remark, datatype: string, length: 20}
            """;

    private static final String SECRET = "dark matter";

    private static final String STAY = "select 1";

    /** Whatever could make another of a reader's session, or seem to. */
    private static final List<String> WAYS_OUT =
            List.of(
                    STAY,
                    "reset role",
                    "set role none",
                    "set local role platebook_public",
                    "set role platebook_rights",
                    "set role platebook_staff",
                    "set role postgres",
                    "set session authorization default",
                    "set session authorization platebook_staff",
                    "select set_config('role', 'platebook_staff', false)",
                    "set row_security = off",
                    "commit; reset role; set default_transaction_read_only = off; begin read write",
                    "rollback; set role platebook_staff; begin",
                    "discard all");

    private final Installed site = new Installed();

    @BeforeAll
    void install() {
        site.install(FELIS);
        site.execute(
                """
                insert into plates.exposure (exposure_id, day_obs, proposal, remark)
                values (1, 20100101, '%1$s', '%1$s'), (2, 29990101, '%1$s', '%1$s');
                insert into plates.night_log (day_obs, remark) values (20100101, '%1$s');
                insert into platebook.token (secret_sha256, name, scopes, expires_at)
                values (sha256('%1$s'), 'pi', '{admin}', now() + interval '1 day');
                """
                        .formatted(SECRET));
    }

    @AfterAll
    void close() {
        site.close();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void no_way_out_leads_to_what_the_role_may_not_see(Role role) {
        for (var way : WAYS_OUT) {
            try (var session = new Session(role, way)) {
                for (var secret : hidden(role)) {
                    assertThat(session.seen(secret)).as("%s after %s", secret, way).isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void no_way_out_leads_to_writing(Role role) {
        var writes =
                List.of(
                        "insert into plates.exposure (exposure_id) values (9) returning exposure_id",
                        "update plates.exposure set day_obs = 1 returning exposure_id",
                        "delete from plates.exposure returning exposure_id",
                        "delete from plates_history.exposure_closed returning exposure_id",
                        "insert into platebook.journal default values returning journal_id",
                        "update platebook.token set expires_at = 'infinity' returning name",
                        "create table plates.mine as select 1 as x",
                        "create table public.mine as select 1 as x",
                        "create temporary table mine as select 1 as x",
                        "create schema mine",
                        "create function public.f() returns int language sql as 'select 1'",
                        "create role mine",
                        "alter role platebook_login_public superuser",
                        "grant platebook_staff to current_user",
                        "lock table plates.exposure in share mode",
                        "copy plates.exposure from program 'true'",
                        "copy (select 1) to '/tmp/out'",
                        "load 'auto_explain'",
                        "create extension dblink");
        for (var way : WAYS_OUT) {
            try (var session = new Session(role, way)) {
                for (var write : writes) {
                    assertThat(catchThrowable(() -> session.run(write)))
                            .as("%s after %s", write, way)
                            .isInstanceOf(SQLException.class);
                }
            }
        }
        assertThat(site.texts("select exposure_id || ' ' || day_obs from plates.exposure"))
                .containsExactlyInAnyOrder("1 20100101", "2 29990101");
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void what_readers_never_need_is_not_theirs(Role role) {
        var refused =
                List.of(
                        "select pg_sleep(0)",
                        "select set_config('statement_timeout', '0', false)",
                        "select pg_terminate_backend(pg_backend_pid())",
                        "select pg_cancel_backend(pg_backend_pid())",
                        "select pg_notify('platebook_schema', 'plates')",
                        "select pg_advisory_lock(1)",
                        "select query_to_xml('select 1', true, true, '')",
                        "select table_to_xml('plates.exposure', true, true, '')",
                        "select database_to_xml(true, true, '')",
                        "select cursor_to_xml('c', 1, true, true, '')",
                        "select * from ts_stat('select ''a''::tsvector')",
                        "select lo_create(0)",
                        "select lo_from_bytea(0, 'x')",
                        "select lo_import('/etc/passwd')",
                        "select pg_read_file('postgresql.conf')",
                        "select pg_ls_dir('.')",
                        "select pg_logical_emit_message(false, 'a', 'b')",
                        "select pg_export_snapshot()",
                        "select pg_stat_get_activity(null)",
                        "select pg_get_viewdef('pg_views'::regclass)",
                        "select * from pg_stat_activity",
                        "select * from pg_settings",
                        "select * from pg_proc",
                        "select * from pg_stats",
                        "select * from pg_roles",
                        "select * from pg_authid",
                        "select * from information_schema.columns");
        try (var session = new Session(role, STAY)) {
            for (var sql : refused) {
                assertThat(catchThrowable(() -> session.run(sql)))
                        .as(sql)
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void what_queries_of_images_use_stays(Role role) throws Exception {
        try (var session = new Session(role, STAY)) {
            assertThat(session.run("select count(*) from plates.exposure where random() < 2"))
                    .isNotEmpty();
            assertThat(
                            session.run(
                                    "select clock_timestamp() > now(), gen_random_uuid(), pg_typeof(1)"))
                    .isNotEmpty();
        }
    }

    @Test
    void each_role_sees_what_it_may() throws Exception {
        try (var session = new Session(Role.PUBLIC, STAY)) {
            assertThat(session.run("select exposure_id from plates.exposure")).containsExactly("1");
        }
        try (var session = new Session(Role.RIGHTS, STAY)) {
            assertThat(session.run("select proposal from plates.exposure")).containsExactly(SECRET);
        }
        try (var session = new Session(Role.STAFF, STAY)) {
            assertThat(session.run("select remark from plates.exposure"))
                    .containsExactly(SECRET, SECRET);
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void outside_of_its_role_a_login_sees_nothing_at_all(Role role) {
        try (var session = new Session(role, "reset role")) {
            assertThatThrownBy(() -> session.run("select exposure_id from plates.exposure"))
                    .hasMessageContaining("permission denied for schema plates");
        }
    }

    private static List<String> hidden(Role role) {
        var hidden =
                new ArrayList<>(
                        List.of(
                                "select name from platebook.token",
                                "select caller from platebook.audit",
                                "select payload from platebook.journal",
                                "select felis from platebook.schema_installed",
                                "select rolpassword from pg_authid",
                                "select query from pg_stat_activity"));
        if (role != Role.STAFF) {
            hidden.addAll(
                    List.of(
                            "select remark from plates.exposure",
                            "select * from plates.exposure",
                            "select e from plates.exposure e",
                            "select to_jsonb(e) from plates.exposure e",
                            "select remark from plates_history.exposure",
                            "select remark from plates_history.exposure_closed",
                            "select exposure_id from plates.exposure where exposure_id = 2",
                            "select exposure_id from plates_history.exposure where exposure_id = 2",
                            "select remark from plates.night_log",
                            "select day_obs from plates.night_log",
                            "select day_obs from plates_history.night_log"));
        }
        if (role == Role.PUBLIC) {
            hidden.add("select proposal from plates.exposure");
            hidden.add("select proposal from plates_history.exposure");
        }
        return hidden;
    }

    /** A reader's session in which a way out was tried. */
    private final class Session implements AutoCloseable {

        private final ReadTransaction transaction;
        private final Statement statement;

        /** A way out that is refused leaves the session as it then is. */
        Session(Role role, String way) {
            this.transaction = site.database.reader(role).begin();
            transaction.discard();
            var connection = transaction.connection();
            try {
                this.statement = connection.createStatement();
                attempt(way);
            } catch (SQLException e) {
                throw new UncheckedSql(e);
            }
        }

        private void attempt(String way) throws SQLException {
            try {
                if (way.equals("discard all")) {
                    statement.execute("commit");
                    transaction.connection().setAutoCommit(true);
                }
                statement.execute(way);
            } catch (SQLException refused) {
                transaction.connection().rollback();
            }
            transaction.connection().setAutoCommit(false);
        }

        List<String> seen(String secret) {
            try {
                return run(secret);
            } catch (SQLException refused) {
                return List.of();
            }
        }

        /** First column of the rows; nothing of it stays. */
        List<String> run(String sql) throws SQLException {
            var before = transaction.connection().setSavepoint();
            try {
                var found = new ArrayList<String>();
                if (statement.execute(sql)) {
                    try (var rows = statement.getResultSet()) {
                        while (rows.next()) {
                            found.add(rows.getString(1));
                        }
                    }
                }
                return found;
            } finally {
                transaction.connection().rollback(before);
            }
        }

        @Override
        public void close() {
            transaction.close();
        }
    }
}
