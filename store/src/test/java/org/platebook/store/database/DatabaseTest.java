package org.platebook.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.platebook.model.failure.Refused;
import org.platebook.model.failure.Throttled;
import org.platebook.model.failure.Uncertain;
import org.platebook.model.failure.Unreachable;
import org.platebook.testkit.TestPostgres;

import java.io.IOException;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseTest {

    private final String url = TestPostgres.fresh();
    private Database database;

    @BeforeAll
    void open() {
        database = Database.open(DatabaseSettings.of(url, "postgres", null));
        database.write(
                handle -> {
                    handle.execute("create table public.secret (word text)");
                    handle.execute("create table public.word (word text)");
                    return handle.execute("grant select on public.word to platebook_public");
                });
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void opening_twice_finds_the_schemas_in_place() {
        try (var again = Database.open(DatabaseSettings.of(url, "postgres", null))) {
            again.ping();
        }
    }

    @Test
    void what_is_written_can_be_read() {
        database.write(handle -> handle.execute("insert into public.word values ('plate')"));

        assertThat(words(Role.PUBLIC)).contains("plate");
    }

    @Test
    void a_transaction_that_throws_writes_nothing() {
        assertThatThrownBy(
                        () ->
                                database.write(
                                        handle -> {
                                            handle.execute(
                                                    "insert into public.word values ('half')");
                                            throw new Refused(DatabaseCode.VALUE, "stop");
                                        }))
                .isInstanceOf(Refused.class);

        assertThat(words(Role.PUBLIC)).doesNotContain("half");
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void a_reader_reads_in_the_name_of_its_role(Role role) {
        assertThat(database.reader(role).<String>read(h -> one(h, "select current_user")))
                .isEqualTo(role.databaseRole());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void reads_that_nobody_waits_for_are_ended_and_others_go_on(boolean streams) throws Exception {
        var failure = new CompletableFuture<Throwable>();
        var abandoned =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        endless(streams);
                                    } catch (Exception e) {
                                        failure.complete(e);
                                    }
                                });
        while (!abandoned.join(Duration.ofMillis(20))) {
            database.abandonReads(abandoned);
            assertThat(words(Role.PUBLIC)).isNotNull();
        }

        assertThat(failure.get()).hasMessageContaining("due to user request");
    }

    private void endless(boolean streams) throws SQLException {
        var endless = "select count(*) from generate_series(1, 1000000000000)";
        var reader = database.reader(Role.PUBLIC, Duration.ofMinutes(1));
        if (!streams) {
            reader.<String>read(handle -> one(handle, endless));
            return;
        }
        try (var transaction = reader.begin();
                var statement = transaction.connection().createStatement()) {
            statement.execute(endless);
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void each_role_sees_what_the_one_before_it_sees(Role role) {
        assertThat(words(role)).isNotNull();
    }

    @Test
    void a_reader_does_not_see_what_its_role_was_not_granted() {
        assertThatThrownBy(
                        () ->
                                database.reader(Role.STAFF)
                                        .<String>read(
                                                h -> one(h, "select word from public.secret")))
                .hasMessageContaining("not here, or not for you");
    }

    @Test
    void a_reader_cannot_write() {
        assertThatThrownBy(
                        () ->
                                database.reader(Role.STAFF)
                                        .<Integer>read(
                                                h -> h.execute("create temp table t (x int)")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("database.read-only"));
    }

    @Test
    void a_read_ends_with_its_time_limit() {
        var reader = database.reader(Role.PUBLIC, Duration.ofMillis(50));

        assertThatThrownBy(
                        () ->
                                reader.<String>read(
                                        h ->
                                                one(
                                                        h,
                                                        "select count(*)::text from generate_series(1, 1e12::int8)")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("database.time-limit"));
    }

    @Test
    void the_role_and_the_limit_end_with_the_transaction() {
        var single =
                DatabaseSettings.of(url, "postgres", null)
                        .with(
                                new Pools(1, 1, new Queueing(1, 10, Duration.ofSeconds(5))),
                                ReadLimits.small(
                                        new ReadLimits.Times(
                                                Duration.ofMinutes(1), Duration.ofSeconds(9))));
        try (var alone = Database.open(single)) {
            alone.reader(Role.PUBLIC, Duration.ofMillis(77)).read(h -> h.execute("select 1"));

            assertThat(
                            alone.reader(Role.PUBLIC)
                                    .<String>read(
                                            h ->
                                                    one(
                                                            h,
                                                            "select current_setting('statement_timeout')")))
                    .isEqualTo("9s");
        }
    }

    @Test
    void a_statement_never_takes_longer_than_the_limit_of_its_role() {
        var limits =
                new ReadLimits(
                        Map.of(Role.PUBLIC, times(3), Role.RIGHTS, times(5), Role.STAFF, times(9)),
                        8,
                        77,
                        0);
        var settings =
                DatabaseSettings.of(url, "postgres", null)
                        .with(new Pools(1, 1, new Queueing(1, 10, Duration.ofSeconds(5))), limits);
        try (var bounded = Database.open(settings)) {
            var wanted = Duration.ofMinutes(10);
            assertThat(setting(bounded.reader(Role.PUBLIC, wanted), "statement_timeout"))
                    .isEqualTo("3s");
            assertThat(setting(bounded.reader(Role.RIGHTS, wanted), "statement_timeout"))
                    .isEqualTo("5s");
            assertThat(setting(bounded.reader(Role.STAFF), "statement_timeout")).isEqualTo("9s");
            assertThat(setting(bounded.reader(Role.STAFF), "work_mem")).isEqualTo("8MB");
            assertThat(setting(bounded.reader(Role.STAFF), "temp_file_limit")).isEqualTo("77MB");
            assertThat(setting(bounded.reader(Role.STAFF), "max_parallel_workers_per_gather"))
                    .isEqualTo("0");
            assertThat(bounded.<String>write(h -> one(h, "show temp_file_limit")))
                    .as("writers are not bounded")
                    .isEqualTo("-1");
        }
    }

    private static ReadLimits.Times times(int seconds) {
        return new ReadLimits.Times(Duration.ofSeconds(seconds), Duration.ofSeconds(seconds));
    }

    private static String setting(Reader reader, String name) {
        return reader.read(handle -> one(handle, "show " + name));
    }

    @Test
    void a_query_that_needs_more_temporary_files_than_its_role_may_have_is_refused() {
        var settings =
                DatabaseSettings.of(url, "postgres", null)
                        .with(
                                new Pools(1, 1, new Queueing(1, 10, Duration.ofSeconds(5))),
                                new ReadLimits(
                                        Map.of(
                                                Role.PUBLIC,
                                                times(60),
                                                Role.RIGHTS,
                                                times(60),
                                                Role.STAFF,
                                                times(60)),
                                        1,
                                        1,
                                        0));
        try (var bounded = Database.open(settings)) {
            assertThatThrownBy(
                            () ->
                                    bounded.reader(Role.PUBLIC)
                                            .<String>read(
                                                    h ->
                                                            one(
                                                                    h,
                                                                    "select max(x::text) from (select x from generate_series(1, 1000000) x order by -x offset 0) sorted")))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused ->
                                    assertThat(refused.code())
                                            .isEqualTo("database.temporary-files"));
        }
    }

    @Test
    void reads_wait_in_turn_for_the_connections_of_their_role() throws Exception {
        var settings =
                DatabaseSettings.of(url, "postgres", null)
                        .with(
                                new Pools(1, 1, new Queueing(1, 1, Duration.ofMinutes(1))),
                                ReadLimits.small(times(60)));
        try (var narrow = Database.open(settings)) {
            var one = new Identity("token:one", Role.PUBLIC);
            var waiting = new CompletableFuture<String>();
            try (var streaming = narrow.reader(one).begin()) {
                assertThat(streaming.connection().isClosed()).isFalse();
                Thread.ofVirtual()
                        .start(() -> waiting.complete(setting(narrow.reader(one), "work_mem")));
                while (use(narrow).queue().waiting() == 0) {
                    Thread.onSpinWait();
                }
                assertThatThrownBy(() -> setting(narrow.reader(one), "work_mem"))
                        .isInstanceOf(Throttled.class);
                assertThat(waiting).isNotDone();
            }
            assertThat(waiting.get()).isEqualTo("32MB");
            assertThat(use(narrow).queue().throttled()).isOne();
        }
    }

    private static Database.PoolUse use(Database database) {
        return Objects.requireNonNull(database.pools().get(Role.PUBLIC.databaseRole()));
    }

    @Test
    void a_login_that_owns_the_database_and_was_granted_the_roles_is_enough() {
        var plain = ownedBy("granted_owner");
        for (var role : Role.values()) {
            database.write(
                    handle -> handle.execute("grant " + role.databaseRole() + " to granted_owner"));
        }

        try (var owned = Database.open(DatabaseSettings.of(plain, "granted_owner", null))) {
            assertThat(owned.reader(Role.STAFF).<String>read(h -> one(h, "select current_user")))
                    .isEqualTo("platebook_staff");
            assertThat(owned.<String>write(h -> one(h, "select current_user")))
                    .isEqualTo("granted_owner");
        }
    }

    @Test
    void a_login_that_may_not_act_as_the_roles_is_told_what_to_run() {
        var plain = ownedBy("other_owner");

        assertThatThrownBy(() -> Database.open(DatabaseSettings.of(plain, "other_owner", null)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("grant platebook_public to other_owner");
    }

    /** A database that belongs to a login without any other right. */
    private String ownedBy(String login) {
        var made = TestPostgres.fresh();
        var name = made.replaceAll(".*/(test_\\d+).*", "$1");
        database.write(
                handle -> {
                    handle.execute("create role " + login + " login");
                    return handle.execute("alter database " + name + " owner to " + login);
                });
        return made.replace("user=postgres", "user=" + login);
    }

    @Test
    void a_server_that_is_not_there_is_unreachable() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var nowhere =
                DatabaseSettings.of("jdbc:postgresql://127.0.0.1:" + port + "/x", "postgres", null);

        assertThatThrownBy(() -> Database.open(nowhere)).isInstanceOf(Unreachable.class);
    }

    @Test
    void a_database_that_does_not_exist_is_refused() {
        var settings =
                DatabaseSettings.of(url.replaceAll("/test_\\d+", "/nowhere"), "postgres", null);

        assertThatThrownBy(() -> Database.open(settings))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void a_broken_constraint_is_refused_with_the_servers_reason() {
        assertThatThrownBy(
                        () ->
                                database.write(
                                        h -> {
                                            h.execute("create temp table k (x int primary key)");
                                            return h.execute("insert into k values (1), (1)");
                                        }))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("(x)=(1) already exists");
    }

    @Test
    void a_lost_server_is_unreachable_before_the_commit_and_uncertain_at_it() {
        assertThatThrownBy(
                        () ->
                                database.write(
                                        h -> {
                                            end(h, "select pg_backend_pid()");
                                            return h.execute("select 1");
                                        }))
                .isInstanceOf(Unreachable.class);
        assertThatThrownBy(
                        () ->
                                database.write(
                                        h -> {
                                            end(h, "select pg_backend_pid()");
                                            return 0;
                                        }))
                .isInstanceOf(Uncertain.class);
    }

    private void end(Handle handle, String pidQuery) {
        int pid = handle.createQuery(pidQuery).mapTo(Integer.class).one();
        database.write(
                other ->
                        other.createQuery("select pg_terminate_backend(:pid, 10000)")
                                .bind("pid", pid)
                                .mapTo(Boolean.class)
                                .one());
    }

    private List<String> words(Role role) {
        return database.reader(role)
                .read(
                        h ->
                                h.createQuery("select word from public.word")
                                        .mapTo(String.class)
                                        .list());
    }

    private static String one(Handle handle, String sql) {
        return handle.createQuery(sql).mapTo(String.class).one();
    }
}
