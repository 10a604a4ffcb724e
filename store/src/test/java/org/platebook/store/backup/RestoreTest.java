package org.platebook.store.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.platebook.model.failure.Failure;
import org.platebook.model.failure.Refused;
import org.platebook.model.failure.Unreachable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Restores of small backups that were made by hand: no database is asked. */
class RestoreTest {

    private static final Instant BEGAN = Instant.parse("2026-01-15T12:00:00Z");

    @TempDir private Path folder;
    private Path backup = Path.of("");

    @BeforeEach
    void write() throws IOException {
        backup = Files.createDirectories(folder.resolve("backup"));
        Files.createDirectories(backup.resolve("data/empty"));
        Files.writeString(backup.resolve("data/rows"), "all rows");
        manifest(18, "data/rows", 8, Copy.sha256("all rows"));
    }

    private void manifest(int postgresql, String path, long bytes, String sha256)
            throws IOException {
        new Manifest(
                        "platebook test",
                        postgresql,
                        BEGAN,
                        BEGAN,
                        7,
                        List.of("data", "data/empty"),
                        List.of(new Manifest.Held(path, bytes, sha256)))
                .write(backup);
    }

    @Test
    void files_and_empty_folders_come_back_readable_by_their_owner_alone() throws IOException {
        var restore = new Restore(backup);
        restore.to(folder.resolve("new"), Progress.NONE);

        assertThat(restore.began()).isEqualTo(BEGAN);
        assertThat(folder.resolve("new/data/rows")).hasContent("all rows");
        assertThat(folder.resolve("new/data/empty")).isEmptyDirectory();
        assertThat(Files.getPosixFilePermissions(folder.resolve("new/data/rows"))).hasSize(2);
    }

    @Test
    void a_folder_that_is_there_is_left_alone() throws IOException {
        Files.createDirectories(folder.resolve("new"));

        assertRefused(
                "backup.target",
                "is there already",
                () -> new Restore(backup).to(folder.resolve("new"), Progress.NONE));
        assertThat(folder.resolve("new")).isEmptyDirectory();
    }

    @Test
    void a_folder_without_a_manifest_or_with_half_of_one_is_no_backup() throws IOException {
        Files.delete(backup.resolve("manifest.json.sha256"));
        assertRefused("backup.manifest", "no whole backup", () -> new Restore(backup));
        Files.delete(backup.resolve("manifest.json"));
        assertRefused("backup.manifest", "no whole backup", () -> new Restore(backup));
        assertRefused(
                "backup.manifest", "no whole backup", () -> new Restore(folder.resolve("nowhere")));
    }

    @Test
    void a_manifest_of_another_kind_is_told_apart_from_a_damaged_one() throws IOException {
        var other = "{\"colour\": \"blue\"}";
        Files.writeString(backup.resolve("manifest.json"), other);
        assertRefused("backup.damaged", "its check sum differs", () -> new Restore(backup));
        Files.writeString(
                backup.resolve("manifest.json.sha256"), Copy.sha256(other) + "  manifest.json\n");
        assertRefused("backup.manifest", "is not the manifest", () -> new Restore(backup));
    }

    @Test
    void a_backup_of_a_newer_postgresql_is_refused_before_anything_is_copied() throws IOException {
        manifest(19, "data/rows", 8, Copy.sha256("all rows"));

        assertRefused(
                "backup.version",
                "of a PostgreSQL 19; this Platebook runs 18",
                () -> new Restore(backup));
    }

    @Test
    void a_file_that_is_longer_other_or_missing_is_named_and_nothing_stays() throws IOException {
        Files.writeString(backup.resolve("data/rows"), "all rows and more");
        assertDamaged("17 bytes in place of 8");
        Files.writeString(backup.resolve("data/rows"), "all Rows");
        assertDamaged("its check sum differs");
        Files.delete(backup.resolve("data/rows"));
        assertDamaged("it is not there");
    }

    @Test
    void a_manifest_that_leads_outside_of_the_backup_is_damaged() throws IOException {
        Files.writeString(folder.resolve("rows"), "all rows");
        manifest(18, "../rows", 8, Copy.sha256("all rows"));

        assertDamaged("it lies outside of the backup");
    }

    @Test
    void what_an_earlier_restore_left_behind_is_replaced() throws IOException {
        Files.createDirectories(folder.resolve("new.restoring/data"));
        Files.writeString(folder.resolve("new.restoring/data/half"), "half");

        new Restore(backup).to(folder.resolve("new"), Progress.NONE);

        assertThat(folder.resolve("new/data/half")).doesNotExist();
        assertThat(folder.resolve("new.restoring")).doesNotExist();
    }

    @Test
    void a_place_that_cannot_be_written_is_told_and_nothing_stays() throws IOException {
        Files.writeString(folder.resolve("file"), "no folder");

        assertThatThrownBy(() -> new Restore(backup).to(folder.resolve("file/new"), Progress.NONE))
                .isInstanceOfSatisfying(
                        Unreachable.class,
                        failure -> assertThat(failure.code()).isEqualTo("backup.failed"));
    }

    private void assertDamaged(String why) {
        assertRefused(
                "backup.damaged",
                why,
                () -> new Restore(backup).to(folder.resolve("new"), Progress.NONE));
        assertThat(folder.resolve("new")).doesNotExist();
        assertThat(folder.resolve("new.restoring")).doesNotExist();
    }

    private static void assertRefused(
            String code, String words, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(Refused.class)
                .hasMessageContaining(words)
                .satisfies(e -> assertThat(((Failure) e).code()).isEqualTo(code));
    }
}
