package org.platebook.cli;

import org.jspecify.annotations.Nullable;
import org.platebook.cli.Console.LeftOutFiles;
import org.platebook.http.server.HttpSite;
import org.platebook.intake.camera.CameraSpecialization;
import org.platebook.intake.ingest.FolderWatch;
import org.platebook.intake.ingest.IngestListener;
import org.platebook.model.failure.Refused;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Loads headers: Header Service YAML, header YAML and JSON, FITS (also .fz and .gz), and folders of them, with"
                    + " sidecar or index files too. Loading twice changes nothing.",
            "Exit status 2 says that some files were refused; all others are loaded."
        })
final class IngestCommand implements Callable<Integer> {

    @Mixin private SiteOptions site = new SiteOptions();

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files or folders.")
    private List<Path> paths = List.of();

    @Option(
            names = "--watch",
            description = "Goes on to load files as they arrive in the folders, until Ctrl-C.")
    private boolean watch;

    @Option(
            names = "--metrics",
            paramLabel = "PORT",
            description =
                    "With --watch: tells what this process counts at http://127.0.0.1:PORT/metrics.")
    private @Nullable Integer metrics;

    @Option(
            names = "--camera",
            paramLabel = "NAME",
            description =
                    "Takes all headers to be of this camera, instead of recognising it; 'FITS' reads any FITS header.")
    private @Nullable String camera;

    @Option(names = "--verbose", description = "Names every file that was left out.")
    private boolean verbose;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (metrics != null && !watch) {
            throw new CommandLine.ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "--metrics goes with --watch");
        }
        for (var path : paths) {
            if (!Files.exists(path)) {
                throw new Refused(
                        CommandCode.INGEST_PATH,
                        path + " is not there, expected a file or a folder");
            }
        }
        var out = Serving.out(spec);
        try (var open = site.folder().prepared("platebook").open()) {
            var forced = camera == null ? null : open.cameras().named(camera);
            if (watch) {
                try (@Nullable HttpSite _ = metrics == null ? null : open.measured(metrics)) {
                    return watch(open, forced, out);
                }
            }
            var summary = Loading.load(open, paths, forced, "ingest", out);
            Console.tell(out, summary, LeftOutFiles.of(verbose));
            return summary.refused().isEmpty() ? ExitStatus.OK : ExitStatus.REFUSED;
        }
    }

    /** Watches first and loads then, so that no file slips between the two. */
    private int watch(OpenSite open, @Nullable CameraSpecialization forced, PrintWriter out) {
        try (var watched = new FolderWatch(paths);
                var _ = CtrlC.heed(watched::close)) {
            Console.tell(
                    out, Loading.load(open, paths, forced, "watch", out), LeftOutFiles.of(verbose));
            out.println("watching " + paths + "; Ctrl-C stops it");
            out.flush();
            watched.run(
                    arrived ->
                            Console.tell(
                                    out,
                                    open.ingest()
                                            .load(
                                                    arrived,
                                                    forced,
                                                    Loading.provenance("headers", "watch"),
                                                    IngestListener.NONE),
                                    LeftOutFiles.ALL));
            return ExitStatus.OK;
        }
    }
}
