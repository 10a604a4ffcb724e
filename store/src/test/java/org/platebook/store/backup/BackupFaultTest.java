package org.platebook.store.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.platebook.model.failure.Refused;
import org.platebook.model.failure.Unreachable;
import org.platebook.store.database.Database;
import org.platebook.store.embedded.EmbeddedServer;
import org.platebook.store.embedded.EmbeddedSettings;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Backups and restores that fail or are killed on the way, of one database that serves on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackupFaultTest {

    private static final Path SOFTWARE = Path.of("target", "embedded-software").toAbsolutePath();
    private static final int KILLED = 128 + 9;

    @TempDir private static Path folder = Path.of("");
    private EmbeddedServer server;
    private EmbeddedSettings settings;

    @BeforeAll
    void start() {
        settings = new EmbeddedSettings(folder.resolve("postgres"), SOFTWARE, 0);
        server = EmbeddedServer.start(settings);
        try (var database = Database.open(server.database())) {
            database.write(handle -> handle.execute("create table public.seen as select 7 as x"));
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void a_backup_that_fails_takes_away_what_it_copied() throws IOException {
        var target = folder.resolve("failed");
        var unreadable = Files.createDirectory(folder.resolve("no-file"));

        assertFails(target, Map.of("site.yaml", unreadable), "was not finished");
        assertThat(target).doesNotExist();

        Files.createDirectory(target);
        assertFails(target, Map.of("site.yaml", unreadable), "was not finished");
        assertThat(target).as("a folder that was there").isEmptyDirectory();
    }

    @Test
    void a_full_disk_is_told_and_nothing_of_the_backup_stays() throws Exception {
        var disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=4m", "none", disk.toString()) == 0,
                "skipped: may not make a small file system here");
        try {
            assertFails(disk.resolve("backup"), Map.of(), "No space left on device");
            assertThat(disk).isEmptyDirectory();
        } finally {
            run("umount", disk.toString());
        }
    }

    @Test
    void a_target_that_is_a_file_or_holds_something_is_refused_and_left_alone() throws IOException {
        var file = Files.writeString(folder.resolve("thesis.tex"), "mine");

        assertThatThrownBy(() -> take(file, Map.of()))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("backup.target"));
        assertThat(file).hasContent("mine");
        assertThatThrownBy(() -> take(folder, Map.of()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("is not empty");
        assertThat(file).exists();
    }

    @Test
    void rows_that_lie_elsewhere_are_refused() throws IOException {
        var elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        sql("create tablespace elsewhere location '%s'".formatted(elsewhere));
        try {
            assertThatThrownBy(() -> take(folder.resolve("partly"), Map.of()))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.code()).isEqualTo("backup.tablespaces"));
            assertThat(folder.resolve("partly")).doesNotExist();
        } finally {
            sql("drop tablespace elsewhere");
        }
    }

    @Test
    void a_backup_that_was_killed_is_none_and_the_next_one_is_whole_as_is_a_restore_after_a_kill()
            throws Exception {
        var half = folder.resolve("half");
        assertThat(copy("backup", settings.folder(), SOFTWARE, half, 300)).isEqualTo(KILLED);
        assertThat(half.resolve("postgres/data")).exists();
        assertThatThrownBy(() -> new Restore(half))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("backup.manifest"));

        var whole = folder.resolve("whole");
        take(whole, Map.of());
        var restored = folder.resolve("restored");
        assertThat(copy("restore", restored, Path.of("-"), whole, 300)).isEqualTo(KILLED);
        assertThat(restored).as("after a kill").doesNotExist();
        new Restore(whole).to(restored, Progress.NONE);

        var again = new EmbeddedSettings(restored.resolve("postgres"), SOFTWARE, 0);
        try (var other = EmbeddedServer.start(again);
                var database = Database.open(other.database())) {
            new Restore(whole).requireComplete(database);
            assertThat(
                            database.<Integer>write(
                                    handle ->
                                            handle.createQuery("select x from public.seen")
                                                    .mapTo(Integer.class)
                                                    .one()))
                    .isEqualTo(7);
        }
    }

    private void assertFails(Path target, Map<String, Path> besides, String words) {
        assertThatThrownBy(() -> take(target, besides))
                .hasMessageContaining(words)
                .isInstanceOfSatisfying(
                        Unreachable.class,
                        failure -> assertThat(failure.code()).isEqualTo("backup.failed"));
    }

    private void take(Path target, Map<String, Path> besides) {
        new Backup(settings, server.database(), "platebook test", InstantSource.system())
                .to(target, besides, Progress.NONE);
    }

    private void sql(String sql) {
        try (var connection =
                        java.sql.DriverManager.getConnection(
                                server.database().url(),
                                server.database().user(),
                                server.database().password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int copy(String what, Path from, Path software, Path backup, int files)
            throws IOException, InterruptedException {
        int port = URI.create(server.database().url().substring("jdbc:".length())).getPort();
        return new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CopyProcess.class.getName(),
                                what,
                                from.toString(),
                                software.toString(),
                                backup.toString(),
                                Integer.toString(files),
                                Integer.toString(port)))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor();
    }
}
