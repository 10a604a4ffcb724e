package org.platebook.store.embedded;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.platebook.model.failure.Refused;
import org.platebook.model.failure.Unreachable;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** The server's programs, unpacked from the jar that carries them. */
final class Software {

    /** Major version of the programs, and so of the data that they can read. */
    static final int MAJOR_VERSION = 18;

    private static final String ARCHIVE = "postgres-linux-x86_64.txz";
    private static final int EXECUTABLE = 0100;

    private final Path folder;
    private final Command command;

    private Software(Path folder, Command command) {
        this.folder = folder;
        this.command = command;
    }

    /**
     * Finds the programs, unpacking them where that was not done yet.
     *
     * @throws Refused when they cannot be unpacked, or do not run on this machine
     */
    static Software in(Path cache, Command command) {
        var archive = Software.class.getClassLoader().getResource(ARCHIVE);
        if (archive == null) {
            throw new IllegalStateException("the class path lacks " + ARCHIVE);
        }
        try {
            var folder = cache.resolve("postgresql-" + MAJOR_VERSION + "-" + fingerprint(archive));
            if (!Files.isDirectory(folder)) {
                unpack(archive, folder, command);
            }
            return new Software(folder, command);
        } catch (FileSystemException e) {
            throw new Refused(
                    EmbeddedCode.SOFTWARE,
                    "cannot unpack PostgreSQL into %s: %s".formatted(cache, Reason.of(e)),
                    e);
        } catch (IOException e) {
            throw Trouble.unpacking(cache, e);
        }
    }

    /** Runs one of the programs to its end. */
    Command.Result run(String program, List<String> arguments) {
        return command.run(words(program, arguments));
    }

    /** The same, with so much memory for each of its processes. */
    Command.Result runWithin(long addressSpaceKib, String program, List<String> arguments) {
        return command.within(addressSpaceKib).run(words(program, arguments));
    }

    private List<String> words(String program, List<String> arguments) {
        return Stream.concat(
                        Stream.of(folder.resolve("bin").resolve(program).toString()),
                        arguments.stream())
                .toList();
    }

    /** The check sum that the jar holds of the archive, so that it need not be read. */
    private static String fingerprint(URL archive) throws IOException {
        return archive.openConnection() instanceof JarURLConnection jar
                ? Long.toHexString(jar.getJarEntry().getCrc())
                : Long.toHexString(archive.openConnection().getContentLengthLong());
    }

    private static void unpack(URL archive, Path folder, Command command) throws IOException {
        Files.createDirectories(folder.resolveSibling("."));
        var parts = Files.createTempDirectory(folder.getParent(), ".unpacking-");
        try {
            try (var tar =
                    new TarArchiveInputStream(
                            new XZCompressorInputStream(
                                    new BufferedInputStream(archive.openStream())))) {
                for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    place(tar, entry, parts);
                }
            }
            check(parts, command);
            moveUnlessThere(parts, folder);
        } finally {
            WholeFolders.delete(parts);
        }
    }

    private static void place(TarArchiveInputStream tar, TarArchiveEntry entry, Path into)
            throws IOException {
        var target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
            throw new IOException("the archive names a file outside of it: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        if ((entry.getMode() & EXECUTABLE) != 0) {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static void check(Path unpacked, Command command) {
        var server = unpacked.resolve("bin").resolve("postgres").toString();
        var said = command.run(List.of(server, "--version"));
        if (said.status() != 0 || !said.output().contains(" " + MAJOR_VERSION + ".")) {
            throw new Unreachable(
                    EmbeddedCode.SOFTWARE,
                    "PostgreSQL does not run on this machine: " + said.output().strip());
        }
    }

    /** Another Platebook may have unpacked the same programs meanwhile. */
    private static void moveUnlessThere(Path unpacked, Path folder) throws IOException {
        try {
            Files.move(unpacked, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }
}
