package org.platebook.store.backup;

import org.platebook.model.failure.Refused;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;

/** Copies files and tells their check sums. */
final class Copy {

    private static final int BUFFER_BYTES = 1 << 17;

    private Copy() {}

    /** Copies a file as it is now; only its owner may read the copy. */
    static Manifest.Held file(Path from, Path to, String name) throws IOException {
        var digest = sha256();
        long length = 0;
        Files.createFile(
                to,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (InputStream in = Files.newInputStream(from);
                OutputStream out = Files.newOutputStream(to, StandardOpenOption.WRITE)) {
            var bytes = new byte[BUFFER_BYTES];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                out.write(bytes, 0, read);
                digest.update(bytes, 0, read);
                length += read;
            }
        }
        return new Manifest.Held(name, length, HexFormat.of().formatHex(digest.digest()));
    }

    /** Makes a folder that only its owner may enter. */
    static void makeFolder(Path folder) throws IOException {
        Files.createDirectories(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /**
     * Takes away a folder with all that is in it.
     *
     * @param isKept whether the folder itself stays, empty
     */
    static void delete(Path folder, boolean isKept) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!isKept || !file.equals(folder)) {
                    Files.delete(file);
                }
            }
        }
    }

    /** The same where a failure is on its way already, which is the one to tell. */
    static void deleteQuietly(Path folder, boolean isKept) {
        try {
            delete(folder, isKept);
        } catch (IOException e) {
            // Without its manifest, what stays is no backup, and what a restore left is replaced.
        }
    }

    static String sha256(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    static Refused damaged(Path file, String why) {
        return new Refused(
                BackupCode.DAMAGED, "the backup is damaged: %s: %s".formatted(file, why));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
