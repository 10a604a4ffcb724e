package org.platebook.app.cli;

import org.jspecify.annotations.Nullable;
import org.platebook.app.Platform;
import org.platebook.app.rest.DifferenceJson;
import org.platebook.model.failure.Refused;
import org.platebook.model.record.TableName;
import org.platebook.store.history.Difference;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lists what changed in a table between two moments: key, column, old and new value, source.",
            "What was believed only between them is not told."
        })
final class DiffCommand implements Callable<Integer> {

    @Mixin private SiteOptions site = new SiteOptions();

    @Parameters(paramLabel = "TABLE", description = "As in cdb_lsstcam.exposure.")
    private String table = "";

    @Option(
            names = "--from",
            required = true,
            paramLabel = "MOMENT",
            description = "A time, as in 2026-03-01T00:00:00Z, or the name of a moment.")
    private String from = "";

    @Option(names = "--to", paramLabel = "MOMENT", description = "A later one. Default: now.")
    private @Nullable String to;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, csv or json (one object a line). Default: ${DEFAULT-VALUE}.")
    private String format = "text";

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var out = Serving.out(spec);
        var home = site.home();
        var printer = printer(out);
        try (var platform = Platform.working(home, site.config(home, "platebook"))) {
            platform.diff(named(table), from, to, printer);
            out.flush();
        }
        return ExitStatus.OK;
    }

    /** The table that a text names. */
    static TableName named(String text) {
        var parts = text.toLowerCase(Locale.ROOT).split("\\.", -1);
        if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
            throw new Refused(
                    "history.name",
                    "a table is named with its schema, as in cdb_lsstcam.exposure, not '%s'"
                            .formatted(text));
        }
        return new TableName(parts[0], parts[1]);
    }

    private Consumer<Difference> printer(PrintWriter out) {
        return switch (format) {
            case "text" -> difference -> out.println(sentence(difference));
            case "csv" -> {
                out.print("key,change,column,old,new,source,record\r\n");
                yield difference -> out.print(line(difference));
            }
            case "json" -> difference -> out.println(DifferenceJson.of(difference));
            default ->
                    throw new Refused(
                            "diff.format",
                            "the format must be text, csv or json, not '%s'".formatted(format));
        };
    }

    private static String sentence(Difference difference) {
        var row = key(difference);
        var source = " (" + difference.source() + ")";
        return switch (difference.change()) {
            case WITHDRAWN -> row + " withdrawn" + source;
            case ADDED ->
                    row + " new: " + difference.column() + " = " + difference.after() + source;
            case CHANGED ->
                    row
                            + " "
                            + difference.column()
                            + ": "
                            + difference.before()
                            + " -> "
                            + difference.after()
                            + source;
        };
    }

    private static String key(Difference difference) {
        return difference.key().entrySet().stream()
                .map(part -> part.getKey() + "=" + part.getValue())
                .collect(Collectors.joining(" "));
    }

    private static String line(Difference difference) {
        return Stream.of(
                                key(difference),
                                difference.change().name().toLowerCase(Locale.ROOT),
                                difference.column(),
                                difference.before(),
                                difference.after(),
                                difference.source(),
                                difference.record())
                        .map(DiffCommand::field)
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    /** RFC 4180. */
    private static String field(@Nullable String text) {
        if (text == null) {
            return "";
        }
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
