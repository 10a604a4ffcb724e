package org.platebook.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.platebook.model.failure.Refused;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.database.Role;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** Logins of readers, on a server that asks for passwords. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReaderLoginsTest {

    @TempDir private static Path folder;

    private EmbeddedServer server;

    @BeforeAll
    void start() {
        server =
                EmbeddedServer.start(
                        new EmbeddedSettings(
                                folder,
                                Path.of("target", "embedded-software").toAbsolutePath(),
                                0));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void readers_and_the_judge_have_logins_of_their_own_that_have_nothing() throws Exception {
        try (var database = Database.open(server.database())) {
            assertThat(logins(database))
                    .containsExactly(
                            "platebook_login_public",
                            "platebook_login_rights",
                            "platebook_login_staff");
            assertThat(
                            all(
                                    """
                                    select rolname from pg_roles
                                    where rolname like 'platebook\\_login\\_%'
                                      and not (rolsuper or rolinherit or rolcreaterole or rolcreatedb or rolbypassrls
                                          or rolreplication)
                                    """))
                    .hasSize(4);
            assertThat(
                            all(
                                    """
                                    select m.member::regrole || ' in ' || m.roleid::regrole || ', inherits: ' || m.inherit_option
                                    from pg_auth_members m where m.member::regrole::text like 'platebook\\_login\\_%'
                                    order by 1
                                    """))
                    .containsExactly(
                            "platebook_login_public in platebook_public, inherits: false",
                            "platebook_login_rights in platebook_rights, inherits: false",
                            "platebook_login_staff in platebook_staff, inherits: false");
        }
    }

    @Test
    void whoever_knows_a_name_still_needs_the_password() {
        Database.open(server.database()).close();

        for (var guess : List.of("", "platebook_login_public", server.database().password())) {
            assertThatThrownBy(
                            () ->
                                    DriverManager.getConnection(
                                                    server.database().url(),
                                                    "platebook_login_public",
                                                    guess)
                                            .close())
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void when_the_owner_gets_another_password_so_do_the_readers() throws Exception {
        execute("create role changed login createrole password 'first'");
        grantRoles("changed");
        execute("create database changed owner changed");
        Database.open(settings("changed", "changed", "first")).close();
        execute("alter role changed password 'second'");

        try (var database = Database.open(settings("changed", "changed", "second"))) {
            assertThat(logins(database))
                    .containsExactly(
                            "changed_login_public", "changed_login_rights", "changed_login_staff");
        }
    }

    @Test
    void an_owner_that_may_not_make_roles_reads_itself() throws Exception {
        execute("create role plain login password 'word'");
        grantRoles("plain");
        execute("create database plain owner plain");

        try (var database = Database.open(settings("plain", "plain", "word"))) {
            assertThat(logins(database)).containsExactly("plain", "plain", "plain");
            assertThat(database.missingForSql())
                    .hasValue("readers have no logins of their own and log in as plain");
            assertThat(
                            database.reader(Role.PUBLIC)
                                    .<String>read(h -> one(h, "select current_user")))
                    .isEqualTo("platebook_public");
        }
    }

    @Test
    void an_administrator_may_make_the_logins() throws Exception {
        execute("create role apart login password 'word'");
        grantRoles("apart");
        execute("create database apart owner apart");
        for (var role : List.of("public", "rights", "staff")) {
            execute("create role apart_login_%s login password 'readers'".formatted(role));
            execute("grant platebook_%1$s to apart_login_%1$s".formatted(role));
        }
        var settings = settings("apart", "apart", "word");

        try (var database = Database.open(settings.withReaderPassword("readers"))) {
            assertThat(logins(database))
                    .containsExactly(
                            "apart_login_public", "apart_login_rights", "apart_login_staff");
        }
        assertThatThrownBy(() -> Database.open(settings.withReaderPassword("wrong")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("database.reader-login"))
                .hasMessageContaining("does not let the login apart_login_public in")
                .hasMessageContaining("readerPasswordFile");
    }

    @Test
    void a_configured_login_that_is_missing_stops_the_start() throws Exception {
        execute("create role without login password 'word'");
        grantRoles("without");
        execute("create database without owner without");

        assertThatThrownBy(
                        () ->
                                Database.open(
                                        settings("without", "without", "word")
                                                .withReaderPassword("readers")))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("without_login_public is missing");
    }

    @Test
    void the_judge_of_sql_can_make_temporary_views_and_nothing_else() {
        try (var database = Database.open(server.database())) {
            assertThat(database.missingForSql()).isEmpty();
            assertThat(
                            all(
                                    """
                                    select count(*)::text from pg_auth_members
                                    where member = 'platebook_login_judge'::regrole
                                    """))
                    .containsExactly("0");
            assertThat(
                            all(
                                    """
                                    select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                                    where n.nspname in ('platebook', 'tap_schema')
                                        and has_any_column_privilege('platebook_login_judge', c.oid, 'select')
                                        and c.relkind in ('r', 'p', 'v')
                                    """))
                    .isEmpty();
        }
    }

    @Test
    void an_administrator_may_make_the_judges_login() throws Exception {
        execute("create role judged login password 'word'");
        grantRoles("judged");
        execute("create database judged owner judged");
        for (var role : List.of("public", "rights", "staff")) {
            execute("create role judged_login_%s login password 'readers'".formatted(role));
            execute("grant platebook_%1$s to judged_login_%1$s".formatted(role));
        }
        var settings = settings("judged", "judged", "word").withReaderPassword("readers");
        try (var database = Database.open(settings)) {
            assertThat(database.missingForSql())
                    .hasValueSatisfying(text -> assertThat(text).contains("judged_login_judge"));
        }

        execute("create role judged_login_judge login password 'readers'");
        execute("grant temporary on database judged to judged_login_judge");
        execute(
                settings("judged", EmbeddedServer.USER, server.database().password()),
                "grant select on pg_catalog.pg_rewrite to judged_login_judge");
        try (var database = Database.open(settings)) {
            assertThat(database.missingForSql()).isEmpty();
        }
    }

    @Test
    void a_judge_that_may_do_more_is_refused() throws Exception {
        Database.open(server.database()).close();
        execute("create database judging");
        var settings = settings("judging", EmbeddedServer.USER, server.database().password());
        Database.open(settings).close();
        execute("grant platebook_staff to judging_login_judge");

        assertThatThrownBy(() -> Database.open(settings))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("the login judging_login_judge may do more");
    }

    @Test
    void a_login_that_may_do_more_than_read_is_refused() throws Exception {
        var tooMuch =
                List.of(
                        "grant platebook_staff to %s",
                        "alter role %s createrole",
                        "alter role %s bypassrls",
                        "alter role %s superuser",
                        "grant create on database %2$s to %1$s; set role %1$s; create schema mine");
        for (int i = 0; i < tooMuch.size(); i++) {
            var name = "much_" + i;
            execute("create database " + name);
            var settings = settings(name, EmbeddedServer.USER, server.database().password());
            Database.open(settings).close();
            var login = name + "_login_public";
            execute(settings, tooMuch.get(i).formatted(login, name));

            assertThatThrownBy(() -> Database.open(settings))
                    .as(tooMuch.get(i))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("the login %s may do more".formatted(login));
        }
    }

    @Test
    void temporary_tables_are_for_the_owner() throws Exception {
        Database.open(server.database()).close();

        assertThat(
                        all(
                                """
                                select has_database_privilege('platebook_login_staff', 'platebook', 'temporary')
                                """))
                .containsExactly("f");
    }

    private static List<String> logins(Database database) {
        return Arrays.stream(Role.values())
                .map(role -> database.reader(role).<String>read(h -> one(h, "select session_user")))
                .toList();
    }

    private void grantRoles(String login) throws SQLException {
        Database.open(server.database()).close();
        execute(
                "grant platebook_public, platebook_rights, platebook_staff to %s with admin option"
                        .formatted(login));
    }

    private DatabaseSettings settings(String name, String user, @Nullable String password) {
        return DatabaseSettings.of(
                server.database().url().replaceAll("/platebook$", "/" + name), user, password);
    }

    private void execute(String sql) throws SQLException {
        execute(server.database(), sql);
    }

    private static void execute(DatabaseSettings settings, String sql) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                settings.url(), settings.user(), settings.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> all(String sql) {
        try (var database = Database.open(server.database())) {
            return database.write(h -> h.createQuery(sql).mapTo(String.class).list());
        }
    }

    private static String one(Handle handle, String sql) {
        return handle.createQuery(sql).mapTo(String.class).one();
    }
}
