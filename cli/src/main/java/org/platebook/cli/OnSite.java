package org.platebook.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

/** A command that works on a site and tells what it did. */
abstract class OnSite implements Callable<Integer> {

    @Mixin SiteOptions site = new SiteOptions();

    @Spec @Nullable CommandSpec spec;

    abstract void run(OpenSite open, PrintWriter out);

    /** The site that is meant, which must be there. */
    SiteFolder folder() {
        return site.existing();
    }

    @Override
    public Integer call() {
        try (var open = folder().open()) {
            var out = Serving.out(spec);
            run(open, out);
            out.flush();
        }
        return ExitStatus.OK;
    }
}
