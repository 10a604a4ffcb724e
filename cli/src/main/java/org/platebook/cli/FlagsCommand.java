package org.platebook.cli;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.flag.FlagFile;
import org.platebook.intake.flag.Flags;
import org.platebook.intake.flag.Mark;
import org.platebook.intake.flag.Marked;
import org.platebook.intake.flag.Subject;
import org.platebook.model.failure.Missing;
import org.platebook.model.felis.Schema;
import org.platebook.model.time.TimeScale;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

@Command(
        name = "flags",
        mixinStandardHelpOptions = true,
        description = "Marks of exposures and visits: good, bad or questionable, and why.",
        subcommands = {
            FlagsCommand.Set.class,
            FlagsCommand.Clear.class,
            FlagsCommand.ListThem.class,
            FlagsCommand.Import.class
        })
final class FlagsCommand implements Runnable {

    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "say what to do: flags set, clear, list or import");
    }

    /** What all of them are told. */
    abstract static class Flagging implements Callable<Integer> {

        @Mixin SiteOptions site = new SiteOptions();

        @Option(names = "--visits", description = "The numbers are those of visits.")
        boolean visits;

        @Option(names = "--by", paramLabel = "WHO", description = "Who says so. Default: you.")
        String by = System.getProperty("user.name", "unknown");

        @Spec @Nullable CommandSpec spec;

        abstract void run(OpenSite open);

        Subject subject() {
            return visits ? Subject.VISIT : Subject.EXPOSURE;
        }

        void say(Flags.Summary summary) {
            var out = Serving.out(spec);
            out.printf(
                    "%s marked, %s unchanged; %s not here yet%n",
                    summary.changed(), summary.unchanged(), summary.awaited());
            out.flush();
        }

        @Override
        public Integer call() {
            try (var open = site.existing().open()) {
                run(open);
            }
            return ExitStatus.OK;
        }

        static Schema schema(OpenSite open, String instrument) {
            open.installed().readyIfKnown(instrument);
            return open.catalog().schemas().stream()
                    .filter(schema -> instrument.equalsIgnoreCase(schema.instrument()))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new Missing(
                                            CommandCode.FLAG_INSTRUMENT,
                                            "there is no instrument " + instrument + " here"));
        }
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Marks exposures, stored already or not.")
    static final class Set extends Flagging {

        @Parameters(index = "0", paramLabel = "INSTRUMENT", description = "As in LSSTCam.")
        private String instrument = "";

        @Parameters(index = "1", paramLabel = "FLAG", description = "good, bad or questionable.")
        private String flag = "";

        @Parameters(index = "2..*", arity = "1..*", paramLabel = "ID", description = "Numbers.")
        private List<Long> ids = List.of();

        @Option(names = "--reason", paramLabel = "WHY", description = "Why.")
        private @Nullable String reason;

        @Option(names = "--tag", paramLabel = "WORD", description = "To find them by; repeatable.")
        private List<String> tags = List.of();

        @Override
        void run(OpenSite open) {
            var mark = new Mark(Mark.Word.of(flag), reason, tags);
            Map<Long, Mark> marks = new LinkedHashMap<>();
            ids.forEach(id -> marks.put(id, mark));
            say(
                    open.flags()
                            .set(
                                    schema(open, instrument),
                                    subject(),
                                    marks,
                                    by,
                                    Loading.provenance(Flags.SOURCE, "flags-set")));
        }
    }

    @Command(
            name = "clear",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Takes marks away; they stay in the history.")
    static final class Clear extends Flagging {

        @Parameters(index = "0", paramLabel = "INSTRUMENT", description = "As in LSSTCam.")
        private String instrument = "";

        @Parameters(index = "1..*", arity = "1..*", paramLabel = "ID", description = "Numbers.")
        private List<Long> ids = List.of();

        @Override
        void run(OpenSite open) {
            int cleared =
                    open.flags()
                            .clear(
                                    schema(open, instrument),
                                    subject(),
                                    ids,
                                    Loading.provenance(Flags.SOURCE, "flags-clear"));
            var out = Serving.out(spec);
            out.printf("%s cleared%n", cleared);
            out.flush();
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Lists marks.")
    static final class ListThem extends Flagging {

        @Parameters(paramLabel = "INSTRUMENT", description = "As in LSSTCam.")
        private String instrument = "";

        @Option(names = "--flag", paramLabel = "FLAG", description = "Only these.")
        private @Nullable String flag;

        @Option(names = "--tag", paramLabel = "WORD", description = "Only with this tag.")
        private @Nullable String tag;

        @Option(names = "--night", paramLabel = "YYYYMMDD", description = "Only of this night.")
        private @Nullable Integer night;

        @Override
        void run(OpenSite open) {
            var choice = new Flags.Choice(flag == null ? null : Mark.Word.of(flag), tag, night);
            var schema = schema(open, instrument);
            var out = Serving.out(spec);
            open.reader()
                    .read(handle -> open.flags().list(handle, schema, subject(), choice))
                    .forEach(marked -> out.println(line(marked)));
            out.flush();
        }

        private static String line(Marked marked) {
            var mark = marked.mark();
            return "%s  %-12s  %s%s  (%s, %s TAI)%s"
                    .formatted(
                            marked.id(),
                            mark.word().stored(),
                            mark.reason() == null ? "-" : mark.reason(),
                            mark.tags().isEmpty() ? "" : " " + mark.tags(),
                            marked.author(),
                            TimeScale.TAI.format(marked.saidAt()),
                            marked.isStored() ? "" : "  not here yet");
        }
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Marks what stands in an ECSV table: a column exposure, and where there are any, comment, flag and tags.",
                "Exposures that are not here yet are marked as well; the mark shows when they come."
            })
    static final class Import extends Flagging {

        @Parameters(index = "0", paramLabel = "INSTRUMENT", description = "As in LSSTCam.")
        private String instrument = "";

        @Parameters(index = "1", paramLabel = "FILE.ecsv", description = "The table.")
        private Path file = Path.of("");

        @Option(
                names = "--flag",
                paramLabel = "FLAG",
                defaultValue = "bad",
                description = "What rows without a flag say. Default: ${DEFAULT-VALUE}.")
        private String flag = "bad";

        @Option(names = "--tag", paramLabel = "WORD", description = "For all of them; repeatable.")
        private List<String> tags = List.of();

        @Override
        void run(OpenSite open) {
            var marks = FlagFile.read(file, Mark.Word.of(flag), tags);
            say(
                    open.flags()
                            .set(
                                    schema(open, instrument),
                                    subject(),
                                    marks,
                                    by,
                                    Loading.provenance(Flags.SOURCE, "flags-import")));
        }
    }
}
