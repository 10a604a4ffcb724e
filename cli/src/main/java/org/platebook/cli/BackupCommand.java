package org.platebook.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Copies a site with an embedded database into a new folder, while it serves.",
            "All that was acknowledged before it began is in it. The copy holds the database's password: keep it as"
                    + " you keep the site."
        })
final class BackupCommand implements Callable<Integer> {

    @Mixin private SiteOptions site = new SiteOptions();

    @Parameters(paramLabel = "DIR", description = "A new folder.")
    private Path folder = Path.of("");

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var out = Serving.out(spec);
        var steps = Steps.shownOn(Console.live(out));
        var taken =
                site.existing()
                        .backUp(
                                folder,
                                "platebook " + PlatebookCommand.version(),
                                (done, all) -> steps.accept(Steps.megabytes(done, all)));
        out.printf(
                Locale.ROOT,
                "%s: %s files, %,d MB. \"platebook restore %s --home NEW\" makes a site of it.%n",
                folder,
                taken.files(),
                Steps.megabytes(taken.bytes()),
                folder);
        out.flush();
        return ExitStatus.OK;
    }
}
