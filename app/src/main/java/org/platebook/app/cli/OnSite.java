package org.platebook.app.cli;

import org.jspecify.annotations.Nullable;
import org.platebook.app.Platform;
import org.platebook.app.config.SiteConfig;
import org.platebook.app.config.SiteHome;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

/** A command that works on a site and tells what it did. */
abstract class OnSite implements Callable<Integer> {

    @Mixin SiteOptions site = new SiteOptions();

    @Spec @Nullable CommandSpec spec;

    abstract void run(Platform platform, PrintWriter out);

    /** The site's configuration; of a site that must be there. */
    SiteConfig config(SiteHome home) {
        return SiteOptions.existing(home);
    }

    @Override
    public Integer call() {
        var home = site.home();
        try (var platform = Platform.working(home, config(home))) {
            var out = Serving.out(spec);
            run(platform, out);
            out.flush();
        }
        return ExitStatus.OK;
    }
}
