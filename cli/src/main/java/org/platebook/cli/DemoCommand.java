package org.platebook.cli;

import org.jspecify.annotations.Nullable;
import org.platebook.cli.Console.LeftOutFiles;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts a site with a sample night: an embedded PostgreSQL, the portal, REST and TAP on this machine.",
            "Ctrl-C stops all of it; the next start finds the data again."
        })
final class DemoCommand implements Callable<Integer> {

    @Mixin private SiteOptions site = new SiteOptions();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Where the portal listens. Default: as configured, 8080 in a new site.")
    private @Nullable Integer port;

    @Option(
            names = "--data",
            paramLabel = "PATH",
            description =
                    "Loads the headers in these files or folders instead of the sample night.")
    private List<Path> data = new ArrayList<>();

    @Option(names = "--fresh", description = "Discards the site's database first.")
    private boolean fresh;

    @Option(names = "--verbose", description = "Names every file that was left out.")
    private boolean verbose;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var folder = site.folder().prepared("demo");
        var out = Serving.out(spec);
        if (fresh) {
            folder.discardDatabase();
        }
        return Serving.until(
                folder, () -> folder.serve(port), out, served -> load(served.site(), out));
    }

    private void load(OpenSite open, java.io.PrintWriter out) {
        if (data.isEmpty()) {
            if (open.installed().isEmpty()) {
                out.println("Loading the sample night …");
                out.flush();
                var folder = SampleNight.write();
                try {
                    Console.tell(
                            out,
                            Loading.load(open, List.of(folder), null, "demo", out),
                            LeftOutFiles.of(verbose));
                } finally {
                    Folders.delete(folder);
                }
            }
        } else {
            Console.tell(
                    out, Loading.load(open, data, null, "demo", out), LeftOutFiles.of(verbose));
        }
    }
}
