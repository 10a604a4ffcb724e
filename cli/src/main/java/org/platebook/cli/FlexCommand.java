package org.platebook.cli;

import org.jspecify.annotations.Nullable;
import org.platebook.store.flex.FlexLevel;
import org.platebook.store.flex.FlexPromotion;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.Objects;
import java.util.concurrent.Callable;

@Command(
        name = "flex",
        mixinStandardHelpOptions = true,
        description = "Flexible metadata: values for which there is no column yet.",
        subcommands = {FlexCommand.Promote.class})
final class FlexCommand implements Runnable {

    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "say what to do: flex promote INSTRUMENT KEY");
    }

    @Command(
            name = "promote",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Turns a key into a column, with its type, unit and UCD, in a table of its own; wide views have it.",
                "All its values come along, each with the time at which it was known; where they were they are withdrawn."
            })
    static final class Promote implements Callable<Integer> {

        @Mixin private SiteOptions site = new SiteOptions();

        @Parameters(index = "0", paramLabel = "INSTRUMENT", description = "As in LSSTCam.")
        private String instrument = "";

        @Parameters(index = "1", paramLabel = "KEY", description = "The key.")
        private String key = "";

        @Option(
                names = "--of",
                paramLabel = "LEVEL",
                description = "exposure or ccdexposure. Default: exposure.")
        private FlexLevel level = FlexLevel.EXPOSURE;

        @Option(
                names = "--table",
                paramLabel = "TABLE",
                description = "The new table. Default: the level, an underscore and the column.")
        private @Nullable String table;

        @Option(
                names = "--column",
                paramLabel = "COLUMN",
                description = "The column. Default: the key.")
        private @Nullable String column;

        @Spec private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            var out = Serving.out(spec);
            try (var open = site.existing().open()) {
                var promoted =
                        open.promotion()
                                .promote(
                                        open.catalog()
                                                .schema(open.installed().camera(instrument).name())
                                                .orElseThrow(),
                                        new FlexPromotion.Wish(level, key, table, column),
                                        Loading.provenance(FlexPromotion.SOURCE, "flex-promote"));
                out.printf(
                        "%s is the column %s of %s now: %s values, %s versions%n",
                        key,
                        promoted.column(),
                        promoted.table(),
                        promoted.present(),
                        promoted.versions());
                out.flush();
            }
            return ExitStatus.OK;
        }
    }
}
