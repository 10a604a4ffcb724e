package org.platebook.cli;

import org.jspecify.annotations.Nullable;
import org.platebook.store.ledger.QuarantineList;
import org.platebook.store.ledger.QuarantinedName;

import picocli.CommandLine;
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
import java.util.stream.Collectors;

@Command(
        name = "quarantine",
        mixinStandardHelpOptions = true,
        description = "Records of streams that could not be written.",
        subcommands = {
            QuarantineCommand.ListThem.class,
            QuarantineCommand.Replay.class,
            QuarantineCommand.Discard.class
        })
final class QuarantineCommand implements Runnable {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "say what to do: quarantine list, replay or discard");
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Lists them, the oldest first, with what is wrong.")
    static final class ListThem extends OnSite {

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "100",
                description = "At most so many. Default: ${DEFAULT-VALUE}.")
        private int limit = 100;

        @Option(names = "--json", description = "One JSON object a line, with all values.")
        private boolean json;

        @Override
        void run(OpenSite open, PrintWriter out) {
            var held = open.quarantined(limit);
            for (var one : held.records()) {
                out.println(json ? JSON.writeValueAsString(one) : line(one));
            }
            if (!json && held.held() > held.records().size()) {
                out.printf("and %s more%n", held.held() - held.records().size());
            }
        }

        private static String line(QuarantineList.Quarantined one) {
            return "%s %s %s from %s, tried %s times [%s]%n    %s"
                    .formatted(
                            one.recordId(),
                            one.refusedAt(),
                            one.table(),
                            one.source(),
                            one.attempts(),
                            one.code(),
                            one.reason().replace("\n", "\n    "));
        }
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Tries once more to write them, in the order in which they came.",
                "What still cannot be written, or would overwrite what was written since, stays."
            })
    static final class Replay extends OnSite {

        @Option(
                names = "--without",
                paramLabel = "COLUMN",
                description =
                        "Leave out this column, as in cdb_lsstcam.exposure.airmass: one that is there no more, or"
                                + " whose values can never be right. May be repeated.")
        private List<String> without = List.of();

        @Option(names = "--by", paramLabel = "WHO", description = "Who decides it. Default: you.")
        private String by = System.getProperty("user.name", "unknown");

        @Override
        void run(OpenSite open, PrintWriter out) {
            var offered = open.ledger().replayQuarantine(QuarantinedName.byTable(without), by);
            var total = offered.report().total();
            out.printf(
                    "new %s, changed %s, unchanged %s; %s stay%n",
                    total.inserted(), total.updated(), total.unchanged(), offered.quarantined());
        }
    }

    @Command(
            name = "discard",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Decides that records will never be written.",
                "They stay on record with the reason, and 'platebook audit' tells of it."
            })
    static final class Discard extends OnSite {

        @Parameters(
                arity = "1..*",
                paramLabel = "RECORD",
                description = "As 'quarantine list' names it.")
        private List<String> records = List.of();

        @Option(names = "--why", required = true, paramLabel = "WHY", description = "Why.")
        private String why = "";

        @Option(names = "--by", paramLabel = "WHO", description = "Who decides it. Default: you.")
        private String by = System.getProperty("user.name", "unknown");

        @Override
        void run(OpenSite open, PrintWriter out) {
            var ids = records.stream().map(QuarantinedName::record).collect(Collectors.toSet());
            open.ledger().discardQuarantined(ids, by, why);
            out.printf("discarded %s%n", ids.size());
        }
    }
}
