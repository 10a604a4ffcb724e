package org.platebook.cli;

import org.jspecify.annotations.Nullable;
import org.platebook.store.check.Consistency.Depth;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.concurrent.Callable;

@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes a new site from a backup: each file is compared with the manifest, the database is started once"
                    + " and checked as by 'platebook check'.",
            "Ends with 1 when the check finds anything."
        })
final class RestoreCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "What 'platebook backup' made.")
    private Path backup = Path.of("");

    @Mixin private SiteOptions site = new SiteOptions();

    @Option(
            names = "--quick",
            description = "Do not look for every Record of the journal among the rows.")
    private boolean quick;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var out = Serving.out(spec);
        var home = site.folder();
        var steps = Steps.shownOn(Console.live(out));
        var restored =
                home.restore(backup, (done, all) -> steps.accept(Steps.megabytes(done, all)));
        out.printf(
                "%s is as it was when the backup began at %s, or later.%n",
                home.path(), restored.began());
        if (restored.movedTo() != null) {
            out.printf(
                    "Another program has the database's port: site.yaml now says %s.%n",
                    restored.movedTo());
        }
        out.flush();
        return CheckCommand.check(home, quick ? Depth.QUICK : Depth.WHOLE, out);
    }
}
