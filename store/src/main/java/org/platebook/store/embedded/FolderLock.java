package org.platebook.store.embedded;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Clash;
import org.platebook.model.failure.Refused;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Holds a folder for this process until it is closed, or until the process ends in whatever way.
 */
final class FolderLock implements AutoCloseable {

    private static final int PID_BYTES = 32;
    private static final String FILE = "lock";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the folder, making it where it is missing.
     *
     * @throws Clash when another process has it
     * @throws Refused when nothing can be written there
     */
    static FolderLock take(Path folder) {
        try {
            Files.createDirectories(folder);
            var channel =
                    FileChannel.open(
                            folder.resolve(FILE),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                var holder = read(channel);
                channel.close();
                throw new Clash(
                        EmbeddedCode.IN_USE,
                        "%s is in use by another Platebook (process %s)".formatted(folder, holder));
            }
            var pid = Long.toString(ProcessHandle.current().pid());
            channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
            return new FolderLock(channel);
        } catch (IOException e) {
            throw new Refused(
                    EmbeddedCode.FOLDER,
                    "cannot write to %s: %s".formatted(folder, Reason.of(e)),
                    e);
        }
    }

    /** Whether some process has the folder. */
    static boolean isTaken(Path folder) {
        if (!Files.exists(folder.resolve(FILE))) {
            return false;
        }
        try (var channel =
                FileChannel.open(
                        folder.resolve(FILE), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return tryLock(channel) == null;
        } catch (IOException e) {
            throw new Refused(
                    EmbeddedCode.FOLDER,
                    "cannot write to %s: %s".formatted(folder, Reason.of(e)),
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    private static String read(FileChannel channel) throws IOException {
        var bytes = ByteBuffer.allocate(PID_BYTES);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
