package org.platebook.intake.load;

import org.platebook.intake.load.TableLoad.Manner;
import org.platebook.model.failure.Refused;
import org.platebook.model.record.TableName;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Names the Records of a load by the file's bytes, the way it is loaded and the row's number: UUIDs
 * of version 8 (RFC 9562, section 5.8), the same whenever the same is loaded.
 */
final class RowNames {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int REQUEST_BYTES = 8;
    private static final long VERSION = 8L << 12;
    private static final long NOT_VERSION = ~(0xfL << 12);
    private static final long VARIANT = 1L << 63;
    private static final long NOT_VARIANT = ~(3L << 62);

    private final byte[] seed;

    private RowNames(byte[] seed) {
        this.seed = seed;
    }

    static RowNames of(Path file, TableName table, Manner manner) {
        var digest = digest();
        try (var stream = new DigestInputStream(Files.newInputStream(file), digest)) {
            var buffer = new byte[BUFFER_BYTES];
            while (stream.read(buffer) >= 0) {
                // The digest hears what is read.
            }
        } catch (IOException e) {
            throw new Refused(
                    LoadCode.FILE, "%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
        var way = "\n" + table + "\n" + manner.runKind() + "\n" + manner.map();
        digest.update(way.getBytes(StandardCharsets.UTF_8));
        return new RowNames(digest.digest());
    }

    /** The name of a row's Record. */
    UUID of(long row) {
        var digest = digest();
        digest.update(seed);
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(row).array());
        var bytes = ByteBuffer.wrap(digest.digest());
        return new UUID(
                (bytes.getLong() & NOT_VERSION) | VERSION,
                (bytes.getLong() & NOT_VARIANT) | VARIANT);
    }

    /** Names the load. */
    String request() {
        return "load-" + HexFormat.of().formatHex(seed, 0, REQUEST_BYTES);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
