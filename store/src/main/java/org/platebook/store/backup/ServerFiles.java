package org.platebook.store.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which files of a data folder belong to a base backup (PostgreSQL 18 manual, section 25.3.4,
 * "Backing up the data directory").
 *
 * @param folders every folder, parents first, relative to the data folder
 * @param files every file, pg_control last
 */
record ServerFiles(List<Path> folders, List<Path> files) {

    private static final Path CONTROL = Path.of("global", "pg_control");

    /** Folders that are kept empty. */
    private static final Set<String> EMPTY =
            Set.of(
                    "pg_wal",
                    "pg_dynshmem",
                    "pg_notify",
                    "pg_replslot",
                    "pg_serial",
                    "pg_snapshots",
                    "pg_stat_tmp",
                    "pg_subtrans");

    private static final Set<String> LEFT_OUT =
            Set.of(
                    "postmaster.pid",
                    "postmaster.opts",
                    "backup_label",
                    "tablespace_map",
                    "backup_manifest",
                    "current_logfiles");

    ServerFiles {
        folders = List.copyOf(folders);
        files = List.copyOf(files);
    }

    static ServerFiles in(Path data) throws IOException {
        var folders = new ArrayList<Path>();
        var files = new ArrayList<Path>();
        add(data, data, folders, files);
        files.remove(CONTROL);
        files.add(CONTROL);
        return new ServerFiles(folders, files);
    }

    private static void add(Path data, Path folder, List<Path> folders, List<Path> files)
            throws IOException {
        List<Path> entries;
        try (Stream<Path> listed = Files.list(folder)) {
            entries = listed.sorted().toList();
        }
        for (var entry : entries) {
            var name = entry.getFileName().toString();
            var relative = data.relativize(entry);
            if (name.startsWith("pgsql_tmp") || name.startsWith("pg_internal.init")) {
                continue;
            }
            if (Files.isDirectory(entry)) {
                folders.add(relative);
                if (!EMPTY.contains(relative.toString())) {
                    add(data, entry, folders, files);
                }
            } else if (!LEFT_OUT.contains(name)) {
                files.add(relative);
            }
        }
    }
}
