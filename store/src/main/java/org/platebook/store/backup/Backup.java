package org.platebook.store.backup;

import org.platebook.model.failure.Refused;
import org.platebook.model.failure.Unreachable;
import org.platebook.store.database.DatabaseFailure;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.embedded.EmbeddedSettings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Copies an embedded database while it serves: its files between {@code pg_backup_start} and {@code
 * pg_backup_stop}, and the write-ahead log from the one to the other, from which the server mends
 * at its first start what changed while it was copied (PostgreSQL 18 manual, section 25.3.4).
 */
public final class Backup {

    /** Held by the session of the backup, so that the log that it needs stays. */
    private static final String KEEP_LOG =
            "select pg_create_physical_replication_slot('platebook_backup_' || pg_backend_pid(), true, true)";

    private static final String START =
            "select pg_walfile_name(pg_backup_start('platebook', fast => true))";

    private static final String STOP =
            "select labelfile, pg_walfile_name(lsn) from pg_backup_stop(wait_for_archive => false)";

    private static final String LAST_ENTRY =
            "select coalesce(max(journal_id), 0) from platebook.journal";

    private static final String TABLESPACES =
            "select count(*) from pg_tablespace where spcname not in ('pg_default', 'pg_global')";

    private static final Pattern SEGMENT = Pattern.compile("[0-9A-F]{24}");

    private final EmbeddedSettings embedded;
    private final DatabaseSettings database;
    private final String software;
    private final InstantSource clock;

    /**
     * @param embedded the files of a server that runs
     * @param database how to reach it
     * @param software name and version of what takes the backup
     */
    public Backup(
            EmbeddedSettings embedded,
            DatabaseSettings database,
            String software,
            InstantSource clock) {
        this.embedded = embedded;
        this.database = database;
        this.software = software;
        this.clock = clock;
    }

    /**
     * What was taken.
     *
     * @param files how many files
     * @param bytes their length altogether
     */
    public record Taken(int files, long bytes) {}

    /**
     * Takes a backup. All that was acknowledged before it begins is in it; some of what is written
     * meanwhile, too, each transaction whole or not at all.
     *
     * @param folder is made; where it is there it must be empty
     * @param besides further files, by their paths in the backup
     * @throws Refused backup.target when the folder is not empty; backup.tablespaces when rows lie
     *     elsewhere
     * @throws Unreachable backup.failed when something cannot be copied; what was is taken away
     */
    public Taken to(Path folder, Map<String, Path> besides, Progress progress) {
        boolean wasThere = Files.exists(folder);
        requireEmpty(folder);
        boolean isWhole = false;
        try (var connection =
                DriverManager.getConnection(database.url(), database.user(), database.password())) {
            var taken = take(connection, folder, besides, progress);
            isWhole = true;
            return taken;
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        } catch (IOException e) {
            throw new Unreachable(
                    BackupCode.FAILED,
                    "the backup in %s was not finished, and what was copied is taken away: %s"
                            .formatted(folder, e),
                    e);
        } finally {
            if (!isWhole) {
                Copy.deleteQuietly(folder, wasThere);
            }
        }
    }

    private Taken take(
            Connection connection, Path folder, Map<String, Path> besides, Progress progress)
            throws SQLException, IOException {
        if (number(connection, TABLESPACES) > 0) {
            throw new Refused(
                    BackupCode.TABLESPACES,
                    "rows of this database lie in tablespaces outside of its folder: use pg_basebackup");
        }
        var copying = new Copying(folder, progress, allBytes());
        copying.folder("postgres");
        copying.folder("postgres/data");
        long lastEntry = number(connection, LAST_ENTRY);
        var began = clock.instant();
        text(connection, KEEP_LOG);
        var first = text(connection, START);
        var files = ServerFiles.in(embedded.data());
        for (var each : files.folders()) {
            copying.folder("postgres/data/" + each);
        }
        for (var each : files.files()) {
            copying.file(embedded.data().resolve(each), "postgres/data/" + each);
        }
        try (var statement = connection.createStatement();
                var stopped = statement.executeQuery(STOP)) {
            stopped.next();
            copying.text(stopped.getString(1), "postgres/data/backup_label");
            log(copying, first, stopped.getString(2));
        }
        copying.file(embedded.password(), "postgres/password");
        for (var each : besides.entrySet()) {
            copying.file(each.getValue(), each.getKey());
        }
        var manifest =
                new Manifest(
                        software,
                        connection.getMetaData().getDatabaseMajorVersion(),
                        began,
                        clock.instant(),
                        lastEntry,
                        copying.folders,
                        copying.held);
        manifest.write(folder);
        sync(folder);
        return new Taken(manifest.files().size(), manifest.bytes());
    }

    /** The segments of the log from the first to the last, and how time lines followed. */
    private void log(Copying copying, String first, String last) throws IOException {
        var log = embedded.data().resolve("pg_wal");
        List<Path> segments;
        try (Stream<Path> listed = Files.list(log)) {
            segments =
                    listed.filter(
                                    file -> {
                                        var name = file.getFileName().toString();
                                        return name.endsWith(".history")
                                                || (SEGMENT.matcher(name).matches()
                                                        && name.compareTo(first) >= 0
                                                        && name.compareTo(last) <= 0);
                                    })
                            .sorted()
                            .toList();
        }
        for (var needed : List.of(first, last)) {
            if (!segments.contains(log.resolve(needed))) {
                throw new IOException("the segment %s of the log is not there".formatted(needed));
            }
        }
        for (var segment : segments) {
            copying.file(segment, "postgres/data/pg_wal/" + segment.getFileName());
        }
    }

    private long allBytes() throws IOException {
        long bytes = 0;
        for (var file : ServerFiles.in(embedded.data()).files()) {
            bytes += embedded.data().resolve(file).toFile().length();
        }
        return bytes;
    }

    /** What is only in the memory of the machine is no backup. */
    private static void sync(Path folder) throws IOException {
        try {
            int status =
                    new ProcessBuilder("sync", "--file-system", folder.toString())
                            .start()
                            .waitFor();
            if (status != 0) {
                throw new IOException("sync ended with " + status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the backup was written to the disk", e);
        }
    }

    private static void requireEmpty(Path folder) {
        try {
            if (Files.exists(folder)) {
                try (Stream<Path> entries = Files.list(folder)) {
                    if (entries.findAny().isPresent()) {
                        throw new Refused(
                                BackupCode.TARGET, folder + " is not empty: name a new folder");
                    }
                }
            }
            Copy.makeFolder(folder);
        } catch (IOException e) {
            throw new Refused(BackupCode.TARGET, "cannot write to %s: %s".formatted(folder, e), e);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        return Long.parseLong(text(connection, sql));
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    /** What was copied until now. */
    private static final class Copying {

        private final Path backup;
        private final Progress progress;
        private final long all;
        private final List<String> folders = new ArrayList<>();
        private final List<Manifest.Held> held = new ArrayList<>();
        private long done;

        Copying(Path backup, Progress progress, long all) {
            this.backup = backup;
            this.progress = progress;
            this.all = all;
        }

        void folder(String name) throws IOException {
            Copy.makeFolder(backup.resolve(name));
            folders.add(name);
        }

        /** A file that the server takes away meanwhile is one that its log makes again. */
        void file(Path from, String name) throws IOException {
            try {
                var copied = Copy.file(from, backup.resolve(name), name);
                held.add(copied);
                done += copied.bytes();
                progress.copied(done, Math.max(all, done));
            } catch (NoSuchFileException gone) {
                Files.deleteIfExists(backup.resolve(name));
            }
        }

        void text(String text, String name) throws IOException {
            Files.writeString(backup.resolve(name), text);
            held.add(new Manifest.Held(name, text.length(), Copy.sha256(text)));
        }
    }
}
