package org.platebook.app.cli;

import org.jspecify.annotations.Nullable;
import org.platebook.app.Platform;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Applies all that the journal holds of a table: rows that were lost are there again.",
            "A table that lost nothing ends as it was."
        })
final class ReplayCommand implements Callable<Integer> {

    @Mixin private SiteOptions site = new SiteOptions();

    @Parameters(paramLabel = "TABLE", description = "As in cdb_lsstcam.exposure.")
    private String table = "";

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var home = site.home();
        try (var platform = Platform.working(home, SiteOptions.existing(home))) {
            var out = Serving.out(spec);
            var name = DiffCommand.named(table);
            out.printf(
                    "applied %d records of the journal to %s%n",
                    platform.ledger().replay(name), name);
            out.flush();
        }
        return ExitStatus.OK;
    }
}
