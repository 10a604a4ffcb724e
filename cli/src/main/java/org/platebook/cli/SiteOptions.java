package org.platebook.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.Objects;

/** Says which site a command works on. */
final class SiteOptions {

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description =
                    "The site's folder: configuration, embedded database, logs. Default: PLATEBOOK_HOME, else"
                            + " ~/.platebook.")
    private @Nullable Path folder;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** The site, which need not be there yet. */
    SiteFolder folder() {
        var root = Objects.requireNonNull(command, "picocli gives it").root().userObject();
        return ((PlatebookCommand) root).sites().in(path());
    }

    /** The site, which must be there. */
    SiteFolder existing() {
        return folder().existing();
    }

    private Path path() {
        return folder == null ? usual() : folder.toAbsolutePath().normalize();
    }

    /** The site's folder, and what names it. */
    Setting setting() {
        var source = isInEnvironment() ? "environment: PLATEBOOK_HOME" : "default";
        return new Setting(
                "home",
                path().toString(),
                Path.of(System.getProperty("user.home"), ".platebook").toString(),
                folder == null ? source : "--home");
    }

    /** The folder of the site of a command that names none. */
    static Path usual() {
        var path =
                isInEnvironment()
                        ? Path.of(System.getenv("PLATEBOOK_HOME"))
                        : Path.of(System.getProperty("user.home"), ".platebook");
        return path.toAbsolutePath().normalize();
    }

    private static boolean isInEnvironment() {
        var set = System.getenv("PLATEBOOK_HOME");
        return set != null && !set.isBlank();
    }
}
