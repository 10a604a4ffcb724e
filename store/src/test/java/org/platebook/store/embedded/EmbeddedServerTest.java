package org.platebook.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.platebook.model.failure.Clash;
import org.platebook.model.failure.Refused;
import org.platebook.model.failure.Unreachable;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.database.Role;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

class EmbeddedServerTest {

    private static final Path SOFTWARE = Path.of("target", "embedded-software").toAbsolutePath();

    @TempDir private Path folder;

    private EmbeddedSettings settings() {
        return new EmbeddedSettings(folder.resolve("postgres"), SOFTWARE, 0);
    }

    @Test
    void what_was_written_is_there_after_a_restart() throws Exception {
        try (var server = EmbeddedServer.start(settings())) {
            execute(server, "create table kept (word text)");
            execute(server, "insert into kept values ('plate')");
        }
        try (var server = EmbeddedServer.start(settings())) {
            assertThat(one(server, "select word from kept")).isEqualTo("plate");
        }
    }

    @Test
    void a_copy_of_a_stopped_folder_is_a_backup() throws Exception {
        try (var server = EmbeddedServer.start(settings())) {
            execute(server, "create table kept (word text)");
            execute(server, "insert into kept values ('plate')");
        }
        var copy = folder.resolve("copy");
        var copied =
                new ProcessBuilder("cp", "-a", settings().folder().toString(), copy.toString());
        assertThat(copied.start().waitFor()).isZero();

        try (var server = EmbeddedServer.start(new EmbeddedSettings(copy, SOFTWARE, 0))) {
            assertThat(one(server, "select word from kept")).isEqualTo("plate");
        }
    }

    @Test
    void it_keeps_what_it_acknowledged_even_when_the_power_fails() throws Exception {
        try (var server = EmbeddedServer.start(settings())) {
            assertThat(one(server, "show fsync")).isEqualTo("on");
            assertThat(one(server, "show synchronous_commit")).isEqualTo("on");
            assertThat(one(server, "show full_page_writes")).isEqualTo("on");
            assertThat(one(server, "show data_checksums")).isEqualTo("on");
            assertThat(one(server, "show listen_addresses")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void a_login_that_may_make_roles_sets_up_a_server_of_its_own() throws Exception {
        try (var server = EmbeddedServer.start(settings())) {
            execute(server, "create role outsider login createrole password 'word'");
            execute(server, "create database elsewhere owner outsider");
            var url = server.database().url().replace("/platebook", "/elsewhere");

            try (var database = Database.open(DatabaseSettings.of(url, "outsider", "word"))) {
                database.reader(Role.RIGHTS).read(handle -> handle.execute("select 1"));
            }
        }
    }

    @Test
    void only_who_has_the_password_gets_in() throws Exception {
        try (var server = EmbeddedServer.start(settings())) {
            assertThatThrownBy(
                            () ->
                                    DriverManager.getConnection(
                                            server.database().url(), EmbeddedServer.USER, "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(settings().password())))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void a_site_has_its_own_settings_in_a_file() throws Exception {
        Files.createDirectories(settings().folder());
        Files.writeString(settings().folder().resolve("site.conf"), "work_mem = '7MB'\n");

        try (var server = EmbeddedServer.start(settings())) {
            assertThat(one(server, "show work_mem")).isEqualTo("7MB");
        }
    }

    @Test
    void
            a_query_that_needs_more_memory_than_a_process_may_have_is_refused_and_the_server_goes_on() {
        var small = settings().sized(new ServerSize(100, 128));
        try (var server = EmbeddedServer.start(small);
                var database = Database.open(server.database())) {
            long pid = server.pid();
            assertThatThrownBy(
                            () ->
                                    database.reader(Role.PUBLIC)
                                            .read(
                                                    handle ->
                                                            handle.createQuery(
                                                                            "select cardinality(array_agg(repeat('x', 1000))) from generate_series(1, 400000)")
                                                                    .mapTo(Integer.class)
                                                                    .one()))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused ->
                                    assertThat(refused.code()).isEqualTo("database.memory-limit"))
                    .hasMessageContaining("out of memory");

            database.ping();
            assertThat(server.pid()).isEqualTo(pid);
        }
    }

    @Test
    void shared_memory_that_site_conf_asks_for_is_not_taken_from_queries() throws Exception {
        Files.createDirectories(settings().folder());
        Files.writeString(settings().folder().resolve("site.conf"), "shared_buffers = '3GB'\n");

        try (var server = EmbeddedServer.start(settings().sized(new ServerSize(150, 128)))) {
            assertThat(one(server, "show shared_buffers")).isEqualTo("3GB");
            assertThat(one(server, "show max_connections")).isEqualTo("150");
        }
    }

    @Test
    void a_folder_in_use_is_a_clash_that_names_the_process() {
        try (var server = EmbeddedServer.start(settings())) {
            assertThat(server.port()).isPositive();
            assertThatThrownBy(() -> EmbeddedServer.start(settings()))
                    .isInstanceOf(Clash.class)
                    .hasMessageContaining("in use by another Platebook")
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void a_busy_port_is_a_clash() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings =
                    new EmbeddedSettings(folder.resolve("p"), SOFTWARE, other.getLocalPort());

            assertThatThrownBy(() -> EmbeddedServer.start(settings))
                    .isInstanceOf(Clash.class)
                    .hasMessageContaining("port " + other.getLocalPort());
        }
    }

    @Test
    void a_start_that_failed_leaves_the_folder_free() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var busy = new EmbeddedSettings(settings().folder(), SOFTWARE, other.getLocalPort());
            assertThatThrownBy(() -> EmbeddedServer.start(busy)).isInstanceOf(Clash.class);
        }
        try (var server = EmbeddedServer.start(settings())) {
            assertThat(server.pid()).isPositive();
        }
    }

    @Test
    void data_of_another_version_is_refused() throws IOException {
        Files.createDirectories(settings().data());
        Files.writeString(settings().data().resolve("PG_VERSION"), "15\n");

        assertThatThrownBy(() -> EmbeddedServer.start(settings()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("PostgreSQL 15; this Platebook runs 18");
    }

    @Test
    void a_data_folder_that_holds_something_else_is_refused() throws IOException {
        Files.createDirectories(settings().data());
        Files.writeString(settings().data().resolve("thesis.tex"), "mine");

        assertThatThrownBy(() -> EmbeddedServer.start(settings()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("no PostgreSQL database");
        assertThat(settings().data().resolve("thesis.tex")).hasContent("mine");
    }

    @Test
    void a_folder_that_cannot_be_written_is_refused() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        var settings = new EmbeddedSettings(folder.resolve("file/postgres"), SOFTWARE, 0);

        assertThatThrownBy(() -> EmbeddedServer.start(settings))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith("cannot write to " + settings.folder());
    }

    @Test
    void a_lost_password_is_refused_before_anything_starts() throws IOException {
        EmbeddedServer.start(settings()).close();
        Files.delete(settings().password());

        assertThatThrownBy(() -> EmbeddedServer.start(settings()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("password");
        assertThat(settings().data().resolve("postmaster.pid")).doesNotExist();
    }

    @Test
    void a_wrong_setting_of_the_site_is_told_in_the_servers_words() throws IOException {
        EmbeddedServer.start(settings()).close();
        Files.writeString(settings().folder().resolve("site.conf"), "no_such_setting = 1\n");

        assertThatThrownBy(() -> EmbeddedServer.start(settings()))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("no_such_setting");
    }

    @Test
    void the_number_of_a_process_that_is_not_the_server_is_not_believed() throws Exception {
        EmbeddedServer.start(settings()).close();
        long other = ProcessHandle.current().pid();
        Files.writeString(settings().data().resolve("postmaster.pid"), other + "\n");

        try (var server = EmbeddedServer.start(settings())) {
            assertThat(server.pid()).isNotEqualTo(other);
        }
    }

    @Test
    void a_first_start_that_was_broken_off_is_begun_again() throws Exception {
        var unfinished = settings().folder().resolve("data.unfinished-1");
        Files.createDirectories(unfinished);
        Files.writeString(unfinished.resolve("PG_VERSION"), "18\n");

        try (var server = EmbeddedServer.start(settings())) {
            assertThat(one(server, "select 'up'")).isEqualTo("up");
        }
        assertThat(unfinished).doesNotExist();
    }

    @Test
    void a_killed_server_is_started_again_with_all_that_it_acknowledged() throws Exception {
        try (var server = EmbeddedServer.start(settings())) {
            execute(server, "create table kept (word text)");
            execute(server, "insert into kept values ('plate')");
            long killed = server.pid();
            kill(killed);

            assertThat(afterRestart(server, "select word from kept")).isEqualTo("plate");
            assertThat(server.pid()).isNotEqualTo(killed);
        }
    }

    @Test
    void a_killed_platebook_leaves_nothing_that_hinders_the_next() throws Exception {
        var platebook = start();
        long orphan = Long.parseLong(firstLine(platebook).replace("pid ", ""));
        kill(platebook.pid());
        platebook.waitFor();
        assertThat(ProcessHandle.of(orphan)).isPresent();

        try (var server = EmbeddedServer.start(settings())) {
            assertThat(server.pid()).isNotEqualTo(orphan);
            assertThat(one(server, "select 'up'")).isEqualTo("up");
        }
        ProcessHandle.of(orphan).ifPresent(process -> process.onExit().join());
    }

    @Test
    void root_without_user_namespaces_is_told_to_be_somebody_else() {
        assertThatThrownBy(() -> Command.of(true, List.of("false")))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("start Platebook as another user");
        assertThatThrownBy(() -> Command.of(true, List.of("/no/unshare")))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("start Platebook as another user");
    }

    @Test
    void a_full_disk_is_told_as_one() throws Exception {
        var disk = Files.createDirectory(folder.resolve("disk"));
        var mounted =
                new ProcessBuilder(
                                "mount", "-t", "tmpfs", "-o", "size=320m", "none", disk.toString())
                        .start();
        assumeTrue(mounted.waitFor() == 0, "skipped: may not make a small file system here");
        try {
            var settings = new EmbeddedSettings(disk.resolve("postgres"), SOFTWARE, 0);
            EmbeddedServer.start(settings).close();
            fill(disk.resolve("other"));

            assertThatThrownBy(() -> EmbeddedServer.start(settings))
                    .isInstanceOf(Unreachable.class)
                    .hasMessageContaining("is full");

            Files.delete(disk.resolve("other"));
            try (var server = EmbeddedServer.start(settings)) {
                assertThat(one(server, "select 'up'")).isEqualTo("up");
            }
        } finally {
            new ProcessBuilder("umount", disk.toString()).start().waitFor();
        }
    }

    @Test
    void a_disk_that_is_too_small_from_the_start_is_told_as_full() throws Exception {
        var disk = Files.createDirectory(folder.resolve("disk"));
        var mounted =
                new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=8m", "none", disk.toString())
                        .start();
        assumeTrue(mounted.waitFor() == 0, "skipped: may not make a small file system here");
        try {
            var settings = new EmbeddedSettings(disk.resolve("postgres"), SOFTWARE, 0);

            assertThatThrownBy(() -> EmbeddedServer.start(settings))
                    .isInstanceOf(Unreachable.class)
                    .hasMessageContaining("is full");
        } finally {
            new ProcessBuilder("umount", disk.toString()).start().waitFor();
        }
    }

    private static void fill(Path file) throws IOException {
        var block = new byte[1 << 16];
        try (var out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left on device");
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PlatebookProcess.class.getName(),
                        settings().folder().toString(),
                        SOFTWARE.toString(),
                        "0")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String firstLine(Process process) throws IOException {
        try (var lines = process.inputReader()) {
            return String.valueOf(lines.readLine());
        }
    }

    private static void kill(long pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-9", Long.toString(pid)).start().waitFor()).isZero();
    }

    /** Asks until the server is there again. */
    private static String afterRestart(EmbeddedServer server, String sql) {
        SQLException last = new SQLException();
        for (int i = 0; i < 100_000; i++) {
            try {
                return one(server, sql);
            } catch (SQLException e) {
                last = e;
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("the server did not come back", last);
    }

    private static void execute(EmbeddedServer server, String sql) throws SQLException {
        var to = server.database();
        try (var connection = DriverManager.getConnection(to.url(), to.user(), to.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(EmbeddedServer server, String sql) throws SQLException {
        var to = server.database();
        try (var connection = DriverManager.getConnection(to.url(), to.user(), to.password());
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }
}
