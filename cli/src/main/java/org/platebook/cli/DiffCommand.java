package org.platebook.cli;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;
import org.platebook.model.record.TableName;
import org.platebook.store.history.DifferenceText;
import org.platebook.store.history.DifferenceText.Form;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.Locale;
import java.util.concurrent.Callable;

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
        var text = new DifferenceText(form(), out);
        try (var open = site.existing().open()) {
            open.differences().between(named(table), from, to, text::tell);
            text.end();
            out.flush();
        }
        return ExitStatus.OK;
    }

    /** The table that a text names. */
    static TableName named(String text) {
        var parts = text.toLowerCase(Locale.ROOT).split("\\.", -1);
        if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
            throw new Refused(
                    CommandCode.HISTORY_NAME,
                    "a table is named with its schema, as in cdb_lsstcam.exposure, not '%s'"
                            .formatted(text));
        }
        return new TableName(parts[0], parts[1]);
    }

    private Form form() {
        return switch (format) {
            case "text" -> Form.SENTENCES;
            case "csv" -> Form.CSV;
            case "json" -> Form.NDJSON;
            default ->
                    throw new Refused(
                            CommandCode.DIFF_FORMAT,
                            "the format must be text, csv or json, not '%s'".formatted(format));
        };
    }
}
