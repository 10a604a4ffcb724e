package org.platebook.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** docs/errors.md explains what the code throws: all of it and nothing else. */
class ErrorsTest {

    private static final List<String> ROOMS =
            List.of(
                    "model", "store", "intake", "vo", "http", "rest", "peers", "portal", "cli",
                    "app");

    private static final String CODE = "([a-z][A-Za-z0-9._-]*[A-Za-z0-9])";

    /** A code given to a failure itself, through {@code refused(…)} or by name. */
    private static final List<Pattern> THROWN =
            List.of(
                    Pattern.compile(
                            "new (?:Refused|Missing|Clash|Throttled|Unreachable|Uncertain)\\(\\s*\""
                                    + CODE
                                    + "\"\\s*,"),
                    Pattern.compile("\\brefused\\(\\s*\"" + CODE + "\"\\s*,"),
                    Pattern.compile("\\bCODE = \"" + CODE + "\";"),
                    Pattern.compile("\\n    [A-Z_]+\\(\"([a-z-]+\\.[a-z-]+)\"\\)[,;]"));

    /** A code whose beginning is fixed and whose end is a name, as in "config." + key. */
    private static final Pattern COMPOSED =
            Pattern.compile(
                    "new (?:Refused|Missing|Clash|Throttled|Unreachable|Uncertain)\\(\\s*\"([a-z]+\\.)\" \\+");

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `" + CODE + "` \\| .+ \\| .+ \\|$");

    private static final Path TOP = top();

    @Test
    void every_code_that_is_thrown_is_explained() {
        var thrown =
                sources().stream()
                        .flatMap(source -> THROWN.stream().flatMap(each -> groups(each, source)))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(thrown).hasSizeGreaterThan(100);
        assertThat(explained()).as("codes that docs/errors.md explains").containsAll(thrown);
    }

    @Test
    void every_code_that_is_explained_can_be_thrown() {
        var sources = sources();
        var beginnings =
                sources.stream()
                        .flatMap(source -> groups(COMPOSED, source))
                        .collect(Collectors.toSet());

        assertThat(explained())
                .filteredOn(
                        code ->
                                sources.stream()
                                        .noneMatch(source -> gives(source, code, beginnings)))
                .as("codes that are explained and in no source")
                .isEmpty();
    }

    @Test
    void every_code_is_explained_once() {
        assertThat(groups(ROW, page())).doesNotHaveDuplicates();
    }

    private static boolean gives(String source, String code, Set<String> beginnings) {
        return source.contains('"' + code + '"')
                || beginnings.stream()
                        .filter(code::startsWith)
                        .anyMatch(
                                beginning ->
                                        source.contains(
                                                '"' + code.substring(beginning.length()) + '"'));
    }

    private static Set<String> explained() {
        return groups(ROW, page()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> groups(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult found) -> found.group(1));
    }

    private static String page() {
        return text(TOP.resolve("docs/errors.md"));
    }

    private static List<String> sources() {
        return ROOMS.stream().flatMap(ErrorsTest::sourcesOf).toList();
    }

    private static Stream<String> sourcesOf(String room) {
        try (var files = Files.walk(TOP.resolve(room).resolve("src/main/java"))) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(ErrorsTest::text)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new AssertionError("cannot read the sources of " + room, e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError("cannot read " + file, e);
        }
    }

    static Path top() {
        for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("platebook"))) {
                return at;
            }
        }
        throw new AssertionError("no folder above this one holds the file platebook");
    }
}
