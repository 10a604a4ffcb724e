package org.platebook.app.cli;

import org.jspecify.annotations.Nullable;
import org.platebook.app.config.Setting;
import org.platebook.app.config.SiteConfig;
import org.platebook.app.config.SiteHome;
import org.platebook.model.failure.Missing;

import picocli.CommandLine.Option;

import java.nio.file.Files;
import java.nio.file.Path;

/** Says which site a command works on. */
final class SiteOptions {

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description =
                    "The site's folder: configuration, embedded database, logs. Default: PLATEBOOK_HOME, else"
                            + " ~/.platebook.")
    private @Nullable Path folder;

    SiteHome home() {
        return folder == null ? usual() : new SiteHome(folder);
    }

    /** The site's folder, and what names it. */
    Setting setting() {
        var source = isInEnvironment() ? "environment: PLATEBOOK_HOME" : "default";
        return new Setting(
                "home",
                home().folder().toString(),
                Path.of(System.getProperty("user.home"), ".platebook").toString(),
                folder == null ? source : "--home");
    }

    /** The site of a command that names none. */
    static SiteHome usual() {
        return new SiteHome(
                isInEnvironment()
                        ? Path.of(System.getenv("PLATEBOOK_HOME"))
                        : Path.of(System.getProperty("user.home"), ".platebook"));
    }

    private static boolean isInEnvironment() {
        var set = System.getenv("PLATEBOOK_HOME");
        return set != null && !set.isBlank();
    }

    /** The site's configuration, written first where the site is new. */
    SiteConfig config(SiteHome home, String newName) {
        home.prepare(newName);
        return SiteConfig.read(home.configFile());
    }

    /**
     * The configuration of a site that must be there.
     *
     * @throws Missing home.missing when there is none: nothing is made of a misspelt folder
     */
    static SiteConfig existing(SiteHome home) {
        if (!Files.exists(home.configFile())) {
            throw new Missing(
                    "home.missing",
                    "there is no site in %s: name its folder with --home, or make one: platebook serve"
                            .formatted(home.folder()));
        }
        return SiteConfig.read(home.configFile());
    }
}
