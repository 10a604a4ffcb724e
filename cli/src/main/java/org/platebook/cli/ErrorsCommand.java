package org.platebook.cli;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.CodeSection;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;
import org.platebook.model.failure.Missing;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

@Command(
        name = "errors",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Explains the code of a failure: what it means and what to do.",
            "Without a code: lists all codes. Needs no site."
        })
final class ErrorsCommand implements Callable<Integer> {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private static final Pattern LINK = Pattern.compile("\\[([^]]+)]\\(([^)#]+)[^)]*\\)");

    private static final Pattern BRACKETS = Pattern.compile("^\\[|]$");

    @Parameters(
            arity = "0..1",
            paramLabel = "CODE",
            description = "As it stands at the end of a message, in brackets or without.")
    private @Nullable String code;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Spec private @Nullable CommandSpec spec;

    /** A code as a line of JSON; it can be of one kind of failure or more. */
    private record Line(
            String code, String section, List<Kind> kinds, String means, String remedy) {}

    private record Kind(String failure, int httpStatus, int exitStatus) {}

    @Override
    public Integer call() {
        var out = Serving.out(spec);
        var root = (PlatebookCommand) Objects.requireNonNull(spec).root().userObject();
        var sections = code == null ? root.failures() : List.of(only(root.failures(), code));
        if (json) {
            sections.forEach(section -> lines(section, out));
        } else if (code == null) {
            table(sections, out);
        } else {
            explain(sections.getFirst().codes().getFirst(), out);
        }
        out.flush();
        return ExitStatus.OK;
    }

    /** The section of a code, with that code alone. */
    private static CodeSection only(List<CodeSection> sections, String code) {
        var word = BRACKETS.matcher(code).replaceAll("");
        return sections.stream()
                .flatMap(
                        section ->
                                section.codes().stream()
                                        .filter(one -> one.code().equals(word))
                                        .map(one -> of(section, one)))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Missing(
                                        CommandCode.ERRORS_CODE,
                                        "no failure has the code '%s'; 'platebook errors' lists all codes"
                                                .formatted(word)));
    }

    private static CodeSection of(CodeSection section, FailureCode code) {
        return new CodeSection(section.title(), section.note(), List.of(code));
    }

    private static void lines(CodeSection section, PrintWriter out) {
        for (var one : section.codes()) {
            var kinds = one.kinds().stream().map(kind -> kind(one, kind)).toList();
            var line = new Line(one.code(), section.title(), kinds, one.means(), one.remedy());
            out.println(JSON.writeValueAsString(line));
        }
    }

    private static Kind kind(FailureCode code, FailureKind kind) {
        return new Kind(kind.title(), code.httpStatus(kind), kind.exitStatus());
    }

    private static void table(List<CodeSection> sections, PrintWriter out) {
        int width =
                sections.stream()
                        .flatMap(section -> section.codes().stream())
                        .mapToInt(one -> one.code().length())
                        .max()
                        .orElse(0);
        for (var section : sections) {
            out.printf("%s%n%n", section.title());
            for (var one : section.codes()) {
                var gap = " ".repeat(width - one.code().length());
                out.printf("  %s%s  %s%n", one.code(), gap, plain(one.means()));
            }
            out.println();
        }
        out.println("What to do: platebook errors CODE");
    }

    private static void explain(FailureCode one, PrintWriter out) {
        var kinds =
                one.kinds().stream()
                        .map(
                                kind ->
                                        "%s (HTTP %s, exit status %s)"
                                                .formatted(
                                                        kind.title(),
                                                        one.httpStatus(kind),
                                                        kind.exitStatus()))
                        .collect(Collectors.joining(" or "));
        out.printf("%s: %s%n", one.code(), kinds);
        out.printf("  meaning:    %s%n", plain(one.means()));
        out.printf("  what to do: %s%n", plain(one.remedy()));
    }

    /** Markdown for a terminal: links are written out. */
    private static String plain(String markdown) {
        return LINK.matcher(markdown).replaceAll("$1 (docs/$2)");
    }
}
