package org.platebook.store.backup;

import org.platebook.model.failure.Refused;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * What a backup holds; it is written last, so that a folder without one is no backup.
 *
 * @param software what took it
 * @param postgresql major version of the server
 * @param began when it was begun: all that was acknowledged before is in it
 * @param ended when all was copied
 * @param lastEntry place of the newest entry of the journal when it was begun; 0 for none
 * @param folders every folder, parents first, relative to the backup
 * @param files every file
 */
record Manifest(
        String software,
        int postgresql,
        Instant began,
        Instant ended,
        long lastEntry,
        List<String> folders,
        List<Held> files) {

    private static final String NAME = "manifest.json";
    private static final String SUM = "manifest.json.sha256";
    private static final JsonMapper MAPPER = JsonMapper.shared();

    /**
     * One file.
     *
     * @param path relative to the backup
     * @param bytes its length
     * @param sha256 in hexadecimal
     */
    record Held(String path, long bytes, String sha256) {}

    Manifest {
        folders = List.copyOf(folders);
        files = List.copyOf(files);
    }

    long bytes() {
        return files.stream().mapToLong(Held::bytes).sum();
    }

    void write(Path backup) throws IOException {
        var json = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this);
        Files.writeString(backup.resolve(NAME), json);
        Files.writeString(backup.resolve(SUM), Copy.sha256(json) + "  " + NAME + "\n");
    }

    /**
     * Reads the manifest of a backup.
     *
     * @throws Refused backup.manifest when there is none; backup.damaged when it is not as it was
     */
    static Manifest read(Path backup) {
        var file = backup.resolve(NAME);
        try {
            var json = Files.readString(file, StandardCharsets.UTF_8);
            var sum = Files.readString(backup.resolve(SUM), StandardCharsets.UTF_8);
            if (!sum.startsWith(Copy.sha256(json) + " ")) {
                throw Copy.damaged(file, "its check sum differs");
            }
            return MAPPER.readValue(json, Manifest.class);
        } catch (JacksonException e) {
            throw new Refused(
                    BackupCode.MANIFEST,
                    "%s is not the manifest of a backup that this Platebook reads: %s"
                            .formatted(file, e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new Refused(
                    BackupCode.MANIFEST,
                    "%s is no whole backup: cannot read %s".formatted(backup, e.getMessage()),
                    e);
        }
    }
}
