package org.platebook.store.embedded;

import org.platebook.model.failure.Unreachable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the server's programs, which refuse to run as root.
 *
 * <p>Where this program runs as root, {@code unshare --user} runs them in a user namespace of their
 * own, in which they see themselves as nobody and still own the files.
 */
final class Command {

    private static final List<String> NAMESPACE = List.of("unshare", "--user");
    private static final int NOT_STARTED = -1;

    /**
     * How a program ended.
     *
     * @param status its exit status; 0 where it did what it was to do
     * @param output what it wrote, errors among it
     */
    record Result(int status, String output) {

        /** Its last words. */
        String lastLine() {
            return output.strip().lines().reduce("", (_, line) -> line);
        }
    }

    private final List<String> before;

    private Command(List<String> before) {
        this.before = before;
    }

    /**
     * Finds out how programs can be run here.
     *
     * @throws Unreachable when this program runs as root and may not make user namespaces
     */
    static Command here() {
        return of(isRoot(), NAMESPACE);
    }

    static Command of(boolean root, List<String> namespace) {
        if (!root) {
            return new Command(List.of());
        }
        var command = new Command(namespace);
        var tried = command.tryRun(List.of("true"));
        if (tried.status() != 0) {
            throw new Unreachable(
                    EmbeddedCode.ROOT,
                    "PostgreSQL does not run as root, and user namespaces are not allowed here"
                            + " (%s): start Platebook as another user".formatted(tried.lastLine()));
        }
        return command;
    }

    /**
     * Runs programs whose processes may each map so much memory (the shell's ulimit -v); what they
     * ask for beyond it they do not get. Where less is allowed already, that stays.
     */
    Command within(long addressSpaceKib) {
        var words = new ArrayList<>(before);
        words.addAll(
                List.of(
                        "sh",
                        "-c",
                        "ulimit -v \"$1\" 2>/dev/null; shift; exec \"$@\"",
                        "sh",
                        Long.toString(addressSpaceKib)));
        return new Command(words);
    }

    /** Runs a program to its end. */
    Result run(List<String> program) {
        var result = tryRun(program);
        if (result.status() == NOT_STARTED) {
            throw new Unreachable(
                    EmbeddedCode.PROGRAM,
                    "cannot run " + program.getFirst() + ": " + result.output());
        }
        return result;
    }

    private Result tryRun(List<String> program) {
        var words = new ArrayList<>(before);
        words.addAll(program);
        try {
            var process =
                    new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .start();
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            return new Result(NOT_STARTED, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable(
                    EmbeddedCode.INTERRUPTED,
                    "interrupted while " + program.getFirst() + " ran",
                    e);
        }
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
