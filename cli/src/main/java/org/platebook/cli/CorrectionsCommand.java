package org.platebook.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;

@Command(
        name = "corrections",
        mixinStandardHelpOptions = true,
        description = "Corrections of headers.",
        subcommands = {CorrectionsCommand.Load.class})
final class CorrectionsCommand implements Runnable {

    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "say what to do: corrections load FILE");
    }

    @Command(
            name = "load",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Loads corrections and derives the rows of the exposures anew that they hold for.",
                "One JSON object a line: instrument; obs_id, or first_exposure_id and last_exposure_id; corrections (keyword"
                        + " to value); by and why where known. Or one file of cards for each exposure, named"
                        + " INSTRUMENT-OBSID.yaml."
            })
    static final class Load implements Callable<Integer> {

        @Mixin private SiteOptions site = new SiteOptions();

        @Parameters(paramLabel = "FILE", description = "The corrections.")
        private @Nullable Path file;

        @Option(
                names = "--by",
                paramLabel = "WHO",
                description = "Who says the corrections that name nobody. Default: you.")
        private String by = System.getProperty("user.name", "unknown");

        @Option(
                names = "--why",
                paramLabel = "WHY",
                description = "The reason of those that give none.")
        private String why = "no reason was given";

        @Spec private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            var out = Serving.out(spec);
            try (var open = site.folder().prepared("platebook").open()) {
                var summary =
                        open.corrections()
                                .load(
                                        Objects.requireNonNull(file),
                                        by,
                                        why,
                                        Loading.provenance("corrections", "corrections-load"));
                out.printf(
                        "loaded %s correction%s, %s unchanged; derived %s exposure%s anew%n",
                        summary.loaded(),
                        summary.loaded() == 1 ? "" : "s",
                        summary.unchanged(),
                        summary.rederived(),
                        summary.rederived() == 1 ? "" : "s");
                out.flush();
            }
            return ExitStatus.OK;
        }
    }
}
