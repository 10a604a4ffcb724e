package org.platebook.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs a site: its database, the portal, REST and TAP. Ctrl-C stops all of it.",
            "A new site is configured with an embedded PostgreSQL; its site.yaml says where it is and how to change that."
        })
final class ServeCommand implements Callable<Integer> {

    @Mixin private SiteOptions site = new SiteOptions();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Where the portal listens. Default: as configured, 8080 in a new site.")
    private @Nullable Integer port;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var folder = site.folder().prepared("platebook");
        return Serving.until(folder, () -> folder.serve(port), Serving.out(spec), _ -> {});
    }
}
