package org.platebook.testkit;

import static org.junit.jupiter.api.Assumptions.abort;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The astronomers' own Python tools, asked for their opinion: runs a script that reads JSON and
 * answers JSON.
 *
 * <p>The tools live in a virtual environment made once from build/judges/requirements.txt and kept
 * in ~/.cache/platebook. Many test processes may ask at once. A test that asks where there is no
 * Python 3.11 or later, or no package registry to install from, is skipped and says so.
 */
public final class PythonJudge {

    private static final List<String> PYTHONS =
            List.of("python3", "python3.11", "python3.12", "python3.13");
    private static final String AT_LEAST_311 =
            "import sys; sys.exit(0 if sys.version_info >= (3, 11) else 1)";

    private final Path python;

    private PythonJudge(Path python) {
        this.python = python;
    }

    /** Returns the judge, installing its tools at first use, or skips the calling test. */
    public static PythonJudge require() {
        return switch (Environment.INSTANCE) {
            case Found(Path python) -> new PythonJudge(python);
            case Absent(String reason) -> abort("skipped: " + reason);
        };
    }

    /**
     * Runs a script that stands as a resource beside a class.
     *
     * @param beside the class
     * @param script name of the resource, as in "judge.py"
     * @param input what the script reads from its standard input, usually JSON
     * @return what the script writes to its standard output
     */
    public String run(Class<?> beside, String script, String input) {
        try (var resource = beside.getResourceAsStream(script)) {
            if (resource == null) {
                throw new IllegalArgumentException("no resource " + script + " beside " + beside);
            }
            return run(new String(resource.readAllBytes(), UTF_8), input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs a script.
     *
     * @param script Python source
     * @param input what the script reads from its standard input, usually JSON
     * @return what the script writes to its standard output
     * @throws IllegalStateException when the script fails; the message holds what it wrote to its
     *     standard error
     */
    public String run(String script, String input) {
        try {
            var file = Files.createTempFile("judge", ".py");
            try {
                Files.writeString(file, script);
                var answer = Answer.of(input, List.of(python.toString(), file.toString()));
                if (answer.status != 0) {
                    throw new IllegalStateException(
                            "the judge ended with status " + answer.status + ":\n" + answer.error);
                }
                return answer.output;
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The interpreter with all tools installed, for tests that run a program of their own. */
    public Path python() {
        return python;
    }

    private sealed interface Search {}

    private record Found(Path python) implements Search {}

    private record Absent(String reason) implements Search {}

    private static final class Environment {
        private static final Search INSTANCE = search();

        private static Search search() {
            try {
                var interpreter = interpreter();
                return interpreter == null
                        ? new Absent("no Python 3.11 or later on the path")
                        : environment(interpreter);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static @Nullable String interpreter() {
            return PYTHONS.stream().filter(Environment::isRecent).findFirst().orElse(null);
        }

        private static boolean isRecent(String name) {
            try {
                return Answer.of("", List.of(name, "-c", AT_LEAST_311)).status == 0;
            } catch (IOException e) {
                return false; // this name is not on the path
            }
        }

        private static Search environment(String interpreter) throws IOException {
            var requirements = requirements();
            var version = Answer.of("", List.of(interpreter, "--version")).output.strip();
            var name = "judges-" + hash(version + "\n" + Files.readString(requirements));
            var cache = Path.of(System.getProperty("user.home"), ".cache", "platebook");
            Files.createDirectories(cache);
            var folder = cache.resolve(name);
            try (var channel =
                            FileChannel.open(
                                    cache.resolve(name + ".lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    var lock = channel.lock()) {
                var ready = folder.resolve("ready");
                if (!lock.isValid() || !Files.exists(ready)) {
                    var failure = install(interpreter, folder, requirements);
                    if (failure != null) {
                        return new Absent(failure);
                    }
                    Files.createFile(ready);
                }
            }
            return new Found(folder.resolve("bin").resolve("python"));
        }

        private static @Nullable String install(String interpreter, Path folder, Path requirements)
                throws IOException {
            var made =
                    Answer.of("", List.of(interpreter, "-m", "venv", "--clear", folder.toString()));
            if (made.status != 0) {
                return "no virtual environment could be made: " + made.lastError();
            }
            var installed =
                    Answer.of(
                            "",
                            List.of(
                                    folder.resolve("bin").resolve("python").toString(),
                                    "-m",
                                    "pip",
                                    "install",
                                    "--quiet",
                                    "--disable-pip-version-check",
                                    "--requirement",
                                    requirements.toString()));
            return installed.status == 0
                    ? null
                    : "the judges could not be installed: " + installed.lastError();
        }

        private static Path requirements() {
            for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
                if (Files.isRegularFile(at.resolve("platebook"))) {
                    return at.resolve("build").resolve("judges").resolve("requirements.txt");
                }
            }
            throw new IllegalStateException("not run from within the project");
        }

        private static String hash(String text) {
            try {
                var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
                return HexFormat.of().formatHex(digest, 0, 8);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }

    private record Answer(int status, String output, String error) {

        static Answer of(String input, List<String> command) throws IOException {
            var output = Files.createTempFile("judge", ".out");
            var error = Files.createTempFile("judge", ".err");
            try {
                var process =
                        new ProcessBuilder(command)
                                .redirectOutput(output.toFile())
                                .redirectError(error.toFile())
                                .start();
                try (var stdin = process.getOutputStream()) {
                    stdin.write(input.getBytes(UTF_8));
                } catch (IOException e) {
                    // The script ended without reading all of it; its status tells whether that is
                    // a failure.
                }
                var status = process.waitFor();
                return new Answer(status, Files.readString(output), Files.readString(error));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while the judge ran", e);
            } finally {
                Files.delete(output);
                Files.delete(error);
            }
        }

        String lastError() {
            return error.lines().filter(line -> !line.isBlank()).reduce("", (a, b) -> b);
        }
    }
}
