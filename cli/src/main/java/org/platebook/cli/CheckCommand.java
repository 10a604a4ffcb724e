package org.platebook.cli;

import org.jspecify.annotations.Nullable;
import org.platebook.store.check.Consistency.Depth;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Looks whether a site's database agrees with itself, beside readers and writers.",
            "Versions of a row must follow one another, each made by a Record that the journal holds; what the journal"
                    + " holds must be there; references must have targets; TAP_SCHEMA must tell of what is there.",
            "Ends with 1 when anything is wrong, and changes nothing."
        })
final class CheckCommand implements Callable<Integer> {

    @Mixin private SiteOptions site = new SiteOptions();

    @Option(
            names = "--quick",
            description = "Do not look for every Record of the journal among the rows.")
    private boolean quick;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return check(site.existing(), quick ? Depth.QUICK : Depth.WHOLE, Serving.out(spec));
    }

    /** Tells what is wrong with a site. */
    static int check(SiteFolder folder, Depth depth, PrintWriter out) {
        try (var open = folder.open()) {
            var findings = open.consistency().findings(depth, Steps.shownOn(Console.live(out)));
            findings.forEach(out::println);
            out.println(
                    switch (findings.size()) {
                        case 0 -> "The database agrees with itself.";
                        case 1 -> "One thing is wrong.";
                        default -> findings.size() + " things are wrong.";
                    });
            out.flush();
            return findings.isEmpty() ? ExitStatus.OK : ExitStatus.FAULT;
        }
    }
}
