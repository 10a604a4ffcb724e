package org.platebook.store.backup;

import org.platebook.model.failure.Refused;
import org.platebook.model.failure.Unreachable;
import org.platebook.store.database.Database;
import org.platebook.store.embedded.EmbeddedServer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/** Makes the folder of a site from a backup. */
public final class Restore {

    private static final String UNFINISHED = ".restoring";
    private static final String LAST_ENTRY =
            "select coalesce(max(journal_id), 0) from platebook.journal";

    private final Path backup;
    private final Manifest manifest;

    /**
     * @throws Refused backup.manifest when the folder holds no whole backup; backup.damaged when
     *     its manifest is not as it was; backup.version when it is of another PostgreSQL
     */
    public Restore(Path backup) {
        this.backup = backup;
        this.manifest = Manifest.read(backup);
        if (manifest.postgresql() != EmbeddedServer.MAJOR_VERSION) {
            throw new Refused(
                    BackupCode.VERSION,
                    "%s was taken by %s of a PostgreSQL %s; this Platebook runs %s"
                            .formatted(
                                    backup,
                                    manifest.software(),
                                    manifest.postgresql(),
                                    EmbeddedServer.MAJOR_VERSION));
        }
    }

    /** When the backup was begun: all that was acknowledged before is in it. */
    public Instant began() {
        return manifest.began();
    }

    /**
     * Copies every file, checking each against the manifest. The folder appears when all of it is
     * there; the server that starts in it first catches up with its log.
     *
     * @param folder must not be there
     * @throws Refused backup.target when it is; backup.damaged naming the file that is not as it
     *     was
     * @throws Unreachable backup.failed when it cannot be written
     */
    public void to(Path folder, Progress progress) {
        if (Files.exists(folder)) {
            throw new Refused(BackupCode.TARGET, folder + " is there already: name a new folder");
        }
        var unfinished = folder.resolveSibling(folder.getFileName() + UNFINISHED);
        try {
            Copy.delete(unfinished, false);
            Copy.makeFolder(unfinished);
            copy(unfinished, progress);
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new Unreachable(
                    BackupCode.FAILED, "cannot restore into %s: %s".formatted(folder, e), e);
        } finally {
            Copy.deleteQuietly(unfinished, false);
        }
    }

    /**
     * Makes sure that what had been acknowledged when the backup began is in a database.
     *
     * @throws Refused backup.damaged when it is not
     */
    public void requireComplete(Database database) {
        long last =
                database.write(handle -> handle.createQuery(LAST_ENTRY).mapTo(Long.class).one());
        if (last < manifest.lastEntry()) {
            throw Copy.damaged(
                    backup,
                    "its journal ends at entry %s and not at %s"
                            .formatted(last, manifest.lastEntry()));
        }
    }

    private void copy(Path into, Progress progress) throws IOException {
        for (var folder : manifest.folders()) {
            Copy.makeFolder(within(into, folder));
        }
        long done = 0;
        long all = manifest.bytes();
        for (var held : manifest.files()) {
            copy(held, into);
            done += held.bytes();
            progress.copied(done, all);
        }
    }

    private void copy(Manifest.Held held, Path into) throws IOException {
        var from = within(backup, held.path());
        try {
            var copied = Copy.file(from, within(into, held.path()), held.path());
            if (copied.bytes() != held.bytes()) {
                throw Copy.damaged(
                        from, "%s bytes in place of %s".formatted(copied.bytes(), held.bytes()));
            }
            if (!copied.sha256().equals(held.sha256())) {
                throw Copy.damaged(from, "its check sum differs");
            }
        } catch (NoSuchFileException e) {
            throw Copy.damaged(from, "it is not there");
        }
    }

    private static Path within(Path folder, String name) {
        var path = folder.resolve(name).normalize();
        if (!path.startsWith(folder.normalize())) {
            throw Copy.damaged(path, "it lies outside of the backup");
        }
        return path;
    }
}
