package org.platebook.cli;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.load.LoadCode;
import org.platebook.intake.load.LoadMap;
import org.platebook.intake.load.LoadSummary;
import org.platebook.intake.load.TableLoad;
import org.platebook.model.failure.Refused;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.TableName;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;

@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Loads tables from files into a table: Parquet, VOTable, FITS, ECSV, CSV, JSON and NDJSON. Columns go where their"
                    + " names say, or where a map says; units are converted. Loading twice changes nothing.",
            "Exit status 2 says that some rows were refused; all others are loaded."
        })
final class LoadCommand implements Callable<Integer> {

    private static final int MOST_SHOWN = 20;

    @Mixin private SiteOptions site = new SiteOptions();

    @Parameters(
            index = "0",
            paramLabel = "TABLE",
            description =
                    "As in cdb_lsstcam.visit1_quicklook, or visit1_quicklook with --instrument.")
    private String table = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files with tables.")
    private List<Path> files = List.of();

    @Option(
            names = "--map",
            paramLabel = "FILE",
            description =
                    "A map in YAML: which column goes where, units, constants (see docs/loading.md).")
    private @Nullable Path map;

    @Option(
            names = "--dry-run",
            description = "Checks all of it, writes nothing, and says what would happen.")
    private boolean dryRun;

    @Option(
            names = "--run-kind",
            paramLabel = "KIND",
            defaultValue = Provenance.SCIENCE,
            description =
                    "The kind of a trial run, whose results stay apart. Default: ${DEFAULT-VALUE}.")
    private String runKind = Provenance.SCIENCE;

    @Option(
            names = "--instrument",
            paramLabel = "NAME",
            description = "The camera whose table is meant. Default: LSSTCam.")
    private String instrument = "LSSTCam";

    @Option(names = "--by", paramLabel = "WHO", description = "On whose behalf. Default: you.")
    private @Nullable String by;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        for (var file : files) {
            if (!Files.isRegularFile(file)) {
                throw new Refused(LoadCode.FILE, file + " is not there, expected a file");
            }
        }
        var manner = manner();
        var out = Serving.out(spec);
        long refused = 0;
        try (var open = site.existing().open()) {
            for (var file : files) {
                refused += load(open, file, manner, out).refused();
            }
        }
        return refused == 0 ? ExitStatus.OK : ExitStatus.REFUSED;
    }

    private TableLoad.Manner manner() {
        var provenance = Loading.provenance("load", "load");
        return new TableLoad.Manner(
                map == null ? LoadMap.NONE : LoadMap.read(map),
                runKind,
                by == null ? provenance.user() : by,
                provenance.software(),
                dryRun);
    }

    private LoadSummary load(OpenSite open, Path file, TableLoad.Manner manner, PrintWriter out) {
        var bar = new RowBar(Console.live(out), InstantSource.system());
        LoadSummary summary;
        try {
            summary = open.tableLoad().load(named(), file, manner, bar);
        } finally {
            bar.end();
        }
        tell(out, file, summary);
        return summary;
    }

    private TableName named() {
        return table.contains(".")
                ? DiffCommand.named(table)
                : new TableName(CameraSchemas.load().of(instrument).name(), table);
    }

    private void tell(PrintWriter out, Path file, LoadSummary summary) {
        var counts = summary.counts();
        out.printf(
                "%s%s: %s rows; new %s, changed %s, unchanged %s, refused %s%n",
                dryRun ? "would load " : "loaded ",
                file,
                summary.rows(),
                counts.inserted(),
                counts.updated(),
                counts.unchanged(),
                summary.refused());
        summary.problems().stream().limit(MOST_SHOWN).forEach(out::println);
        if (summary.problems().size() > MOST_SHOWN) {
            out.println("and more");
        }
        out.flush();
    }
}
