package org.platebook.store.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The file in which a running server writes its process id. */
final class PidFile {

    private final Path data;
    private final Path file;

    PidFile(Path data) {
        this.data = data;
        this.file = data.resolve("postmaster.pid");
    }

    /** The process that serves this data folder; empty where none does. */
    OptionalLong server() {
        var written = written();
        return written.isPresent() && works(written.getAsLong()) ? written : OptionalLong.empty();
    }

    /**
     * Takes the file away where the number in it now belongs to some other program, as happens
     * after the machine has started anew: the server would not start, and stopping it would stop
     * that program.
     */
    void removeIfStale() throws IOException {
        var written = written();
        if (written.isPresent()
                && ProcessHandle.of(written.getAsLong()).isPresent()
                && !works(written.getAsLong())) {
            Files.delete(file);
        }
    }

    private OptionalLong written() {
        try (var lines = Files.lines(file)) {
            return lines.limit(1).mapToLong(line -> Long.parseLong(line.strip())).findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** A server works in its data folder. */
    private boolean works(long pid) {
        try {
            var folder = Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"));
            return folder.equals(data.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }
}
