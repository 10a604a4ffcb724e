package org.platebook.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.Objects;
import java.util.concurrent.Callable;

@Command(
        name = "moment",
        mixinStandardHelpOptions = true,
        description = "Moments with a name, to which queries can go back.",
        subcommands = {MomentCommand.Set.class, MomentCommand.List.class})
final class MomentCommand implements Runnable {

    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "say what to do: moment set NAME, or moment list");
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Names a moment for ever: what was known at it never changes.",
                "Waits until every write that might belong to it has ended."
            })
    static final class Set implements Callable<Integer> {

        @Mixin private SiteOptions site = new SiteOptions();

        @Parameters(
                paramLabel = "NAME",
                description = "Lower-case letters, digits, dots, dashes, underscores.")
        private String name = "";

        @Option(
                names = "--at",
                paramLabel = "TIME",
                description = "A past time, as in 2026-03-01T00:00:00Z. Default: now.")
        private @Nullable String at;

        @Option(names = "--why", paramLabel = "WHY", description = "What it is for.")
        private @Nullable String why;

        @Option(names = "--by", paramLabel = "WHO", description = "Who names it. Default: you.")
        private String by = System.getProperty("user.name", "unknown");

        @Spec private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            try (var open = site.existing().open()) {
                var moments = open.moments();
                var named = moments.set(name, at == null ? null : moments.meant(at), by, why);
                var out = Serving.out(spec);
                out.printf("%s  %s%n", named.moment(), named.name());
                out.flush();
            }
            return ExitStatus.OK;
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists them, the newest first.")
    static final class List implements Callable<Integer> {

        @Mixin private SiteOptions site = new SiteOptions();

        @Spec private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            try (var open = site.existing().open()) {
                var out = Serving.out(spec);
                for (var named : open.moments().all()) {
                    out.printf(
                            "%s  %s  set by %s%s%n",
                            named.moment(),
                            named.name(),
                            named.setBy(),
                            named.reason() == null ? "" : ": " + named.reason());
                }
                out.flush();
            }
            return ExitStatus.OK;
        }
    }
}
