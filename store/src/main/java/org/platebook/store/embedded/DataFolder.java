package org.platebook.store.embedded;

import org.platebook.model.failure.Refused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** The folder that holds the database itself, and the password that opens it. */
final class DataFolder {

    private static final String UNFINISHED = "data.unfinished-";
    private static final int PASSWORD_BYTES = 24;
    private static final long LEAST_FREE_BYTES = 256L << 20;

    private final EmbeddedSettings settings;

    DataFolder(EmbeddedSettings settings) {
        this.settings = settings;
    }

    /** Makes the database where there is none; one that is there must be of our version. */
    void prepare(Software software) {
        try {
            removeUnfinished();
            if (Files.isDirectory(settings.data()) && !WholeFolders.isEmpty(settings.data())) {
                checkVersion();
                checkPassword();
                new PidFile(settings.data()).removeIfStale();
            } else {
                make(software);
            }
            Files.createDirectories(settings.sockets());
        } catch (FileSystemException e) {
            throw new Refused(
                    EmbeddedCode.FOLDER,
                    "cannot use %s: %s".formatted(settings.folder(), Reason.of(e)),
                    e);
        } catch (IOException e) {
            throw Trouble.preparing(settings, String.valueOf(e.getMessage()));
        }
    }

    void configure(int port) {
        try {
            Files.writeString(
                    settings.data().resolve("postgresql.conf"),
                    ServerConfiguration.text(settings, port));
        } catch (IOException e) {
            throw Trouble.preparing(settings, Reason.of(e));
        }
    }

    String password() {
        try {
            return Files.readString(settings.password()).strip();
        } catch (IOException e) {
            throw new Refused(
                    EmbeddedCode.PASSWORD,
                    "cannot read the database's password from %s: %s"
                            .formatted(settings.password(), Reason.of(e)),
                    e);
        }
    }

    private void make(Software software) throws IOException {
        if (Files.getFileStore(settings.folder()).getUsableSpace() < LEAST_FREE_BYTES) {
            throw Trouble.diskFull(settings.folder());
        }
        writePassword();
        var unfinished = Files.createTempDirectory(settings.folder(), UNFINISHED);
        var made =
                software.run(
                        "initdb",
                        List.of(
                                "--pgdata=" + unfinished,
                                "--username=" + EmbeddedServer.USER,
                                "--pwfile=" + settings.password(),
                                "--auth=scram-sha-256",
                                "--encoding=UTF8",
                                "--locale=C.UTF-8",
                                "--data-checksums",
                                "--sync-method=syncfs"));
        if (made.status() != 0) {
            throw Trouble.preparing(settings, made.output());
        }
        Files.deleteIfExists(settings.data());
        Files.move(unfinished, settings.data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void writePassword() throws IOException {
        var bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        Files.deleteIfExists(settings.password());
        Files.createFile(
                settings.password(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                settings.password(),
                HexFormat.of().formatHex(bytes) + "\n",
                StandardCharsets.UTF_8);
    }

    private void checkVersion() throws IOException {
        var file = settings.data().resolve("PG_VERSION");
        if (!Files.isRegularFile(file)) {
            throw new Refused(
                    EmbeddedCode.DATA,
                    settings.data() + " holds files, but no PostgreSQL database: move them away");
        }
        var version = Files.readString(file).strip();
        if (!version.equals(Integer.toString(Software.MAJOR_VERSION))) {
            throw new Refused(
                    EmbeddedCode.VERSION,
                    "%s holds a database of PostgreSQL %s; this Platebook runs %s"
                            .formatted(settings.data(), version, Software.MAJOR_VERSION));
        }
    }

    private void checkPassword() {
        if (password().isEmpty()) {
            throw new Refused(EmbeddedCode.PASSWORD, settings.password() + " is empty");
        }
    }

    /** What is left of a first start that was broken off. */
    private void removeUnfinished() throws IOException {
        try (var files = Files.list(settings.folder())) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith(UNFINISHED)) {
                    WholeFolders.delete(file);
                }
            }
        }
    }
}
