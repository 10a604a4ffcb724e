package org.platebook.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.platebook.model.failure.Refused;
import org.platebook.store.backup.Backup;
import org.platebook.store.backup.Progress;
import org.platebook.store.backup.Restore;
import org.platebook.store.check.Consistency;
import org.platebook.store.check.Consistency.Depth;
import org.platebook.store.database.Database;
import org.platebook.store.database.Role;
import org.platebook.store.embedded.EmbeddedServer;
import org.platebook.store.embedded.EmbeddedSettings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A backup is taken while writers write, and a restored one holds all that was there before. */
class BackupTest {

    private static final int BEFORE = 12;
    private static final int MOST = 400;
    private static final long SEED = 11;

    @TempDir private Path folder;

    @Test
    void a_backup_under_write_load_holds_all_that_was_acknowledged_before() throws Exception {
        var besides = Files.writeString(folder.resolve("site.yaml"), "site: small\n");
        try (var server = EmbeddedServer.start(settings("postgres"));
                var database = Database.open(server.database());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            database.write(handle -> handle.execute(LedgerFixture.TABLES));
            var ledger = new PostgresLedger(database, LedgerFixture::ensure);
            new Deeds(SEED, 1).run(ledger, 1, BEFORE, _ -> {});
            var begun = new CountDownLatch(2);
            var copied = new AtomicInteger();
            var writing =
                    threads.submit(
                            () -> {
                                for (int deed = 1; deed <= MOST && copied.get() == 0; deed++) {
                                    new Deeds(SEED, 2).run(ledger, deed, deed, _ -> {});
                                    begun.countDown();
                                }
                            });
            begun.await();

            var taken = backup(server).to(backup(), Map.of("site.yaml", besides), Progress.NONE);

            copied.set(1);
            writing.get();
            assertThat(taken.files()).isGreaterThan(900);
        }
        new Restore(backup()).to(folder.resolve("restored"), Progress.NONE);

        assertThat(folder.resolve("restored/site.yaml")).hasContent("site: small");
        try (var server = EmbeddedServer.start(settings("restored/postgres"));
                var database = Database.open(server.database())) {
            new Deeds(SEED, 1).check(new LedgerFixture(database), BEFORE);
            assertThat(new Consistency(database).findings(Depth.WHOLE, _ -> {})).isEmpty();
            new Restore(backup()).requireComplete(database);
            assertThat(
                            database.reader(Role.PUBLIC)
                                    .<String>read(
                                            handle ->
                                                    handle.createQuery("select session_user")
                                                            .mapTo(String.class)
                                                            .one()))
                    .isEqualTo("platebook_login_public");
            var ledger = new PostgresLedger(database, LedgerFixture::ensure);
            new Deeds(SEED, 1).run(ledger, BEFORE + 1, BEFORE + 3, _ -> {});
            new Deeds(SEED, 1).check(new LedgerFixture(database), BEFORE + 3);
        }
        refusesWhatIsDamaged();
    }

    /** In the same test, for a backup takes seconds. */
    private void refusesWhatIsDamaged() throws IOException {
        assertThatThrownBy(
                        () -> new Restore(backup()).to(folder.resolve("restored"), Progress.NONE))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("is there already");

        var control = backup().resolve("postgres/data/global/pg_control");
        var bytes = Files.readAllBytes(control);
        bytes[100] ^= 1;
        Files.write(control, bytes);
        assertThatThrownBy(() -> new Restore(backup()).to(folder.resolve("again"), Progress.NONE))
                .isInstanceOf(Refused.class)
                .hasMessage("the backup is damaged: %s: its check sum differs".formatted(control));
        assertThat(folder.resolve("again")).doesNotExist();

        var label = backup().resolve("postgres/data/backup_label");
        bytes[100] ^= 1;
        Files.write(control, bytes);
        Files.delete(label);
        assertThatThrownBy(() -> new Restore(backup()).to(folder.resolve("again"), Progress.NONE))
                .hasMessage("the backup is damaged: %s: it is not there".formatted(label));

        var manifest = backup().resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replaceFirst("PG_VERSION", "PG"));
        assertThatThrownBy(() -> new Restore(backup()))
                .hasMessage("the backup is damaged: %s: its check sum differs".formatted(manifest));
        Files.delete(manifest);
        assertThatThrownBy(() -> new Restore(backup()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("is no whole backup");
    }

    @Test
    void a_folder_that_holds_something_is_no_place_for_a_backup() throws Exception {
        Files.createDirectories(backup());
        Files.writeString(backup().resolve("thesis.tex"), "mine");

        try (var server = EmbeddedServer.start(settings("postgres"))) {
            assertThatThrownBy(() -> backup(server).to(backup(), Map.of(), Progress.NONE))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("is not empty");
        }
        assertThat(backup().resolve("thesis.tex")).hasContent("mine");
    }

    private Backup backup(EmbeddedServer server) {
        return new Backup(
                settings("postgres"), server.database(), "platebook test", InstantSource.system());
    }

    private Path backup() {
        return folder.resolve("backup");
    }

    private EmbeddedSettings settings(String name) {
        return new EmbeddedSettings(
                folder.resolve(name), Path.of("target", "embedded-software").toAbsolutePath(), 0);
    }
}
