package org.platebook.store.embedded;

import org.platebook.model.failure.Clash;
import org.platebook.model.failure.Failure;
import org.platebook.model.failure.Refused;
import org.platebook.model.failure.Unreachable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Turns what the server's programs say into one clear sentence. */
final class Trouble {

    private static final String DISK_FULL = "No space left on device";
    private static final String PORT_TAKEN = "Address already in use";
    private static final int LINES_TOLD = 3;
    private static final Pattern TELLING =
            Pattern.compile("FATAL:|PANIC:|error:|configuration parameter|syntax error in file");

    private Trouble() {}

    /** The server did not start. */
    static Failure starting(EmbeddedSettings settings, String output, String log) {
        if (output.contains(DISK_FULL) || log.contains(DISK_FULL)) {
            return diskFull(settings.folder());
        }
        if (log.contains(PORT_TAKEN)) {
            return portTaken(settings.port(), PORT_TAKEN);
        }
        return new Unreachable(
                EmbeddedCode.START,
                "PostgreSQL does not start in %s: %s (all of it in %s)"
                        .formatted(settings.folder(), lastWords(log, output), settings.log()));
    }

    /** The data folder could not be made. */
    static Failure preparing(EmbeddedSettings settings, String output) {
        if (output.contains(DISK_FULL)) {
            return diskFull(settings.folder());
        }
        return new Refused(
                EmbeddedCode.PREPARE,
                "cannot make a database in %s: %s"
                        .formatted(settings.folder(), lastWords(output, output)));
    }

    static Failure unpacking(Path cache, IOException e) {
        if (String.valueOf(e.getMessage()).contains(DISK_FULL)) {
            return diskFull(cache);
        }
        return new Refused(
                EmbeddedCode.SOFTWARE,
                "cannot unpack PostgreSQL into %s: %s".formatted(cache, Reason.of(e)),
                e);
    }

    /** Another program listens where the database was to. */
    static Clash portTaken(int port, String reason) {
        return new Clash(
                EmbeddedCode.PORT,
                "port %s of 127.0.0.1, which the database was to have, is taken: %s; give it another one in site.yaml (database.embedded.port)"
                        .formatted(port, reason));
    }

    static Failure diskFull(Path folder) {
        return new Unreachable(
                EmbeddedCode.DISK_FULL,
                "the disk that holds %s is full: make room and start again".formatted(folder));
    }

    /** What was added to the log since it had this many bytes. */
    static String logSince(Path log, long bytes) {
        try {
            var all = Files.readString(log);
            return bytes < all.length() ? all.substring((int) bytes) : "";
        } catch (IOException e) {
            return "";
        }
    }

    /** The lines that say what went wrong, or else the last ones. */
    private static String lastWords(String log, String output) {
        var fatal =
                log.lines()
                        .filter(line -> TELLING.matcher(line).find())
                        .limit(LINES_TOLD)
                        .map(line -> line.replaceFirst(".*?(FATAL|PANIC|LOG|error): +", ""))
                        .toList();
        if (!fatal.isEmpty()) {
            return String.join("; ", fatal);
        }
        var lines = (log.isBlank() ? output : log).strip().lines().toList();
        return String.join(
                "; ", lines.subList(Math.max(0, lines.size() - LINES_TOLD), lines.size()));
    }
}
