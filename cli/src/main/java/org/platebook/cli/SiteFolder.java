package org.platebook.cli;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Missing;
import org.platebook.store.backup.Backup;
import org.platebook.store.backup.Progress;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** The folder of a site: its configuration, its embedded database, its logs. */
public interface SiteFolder {

    /** The folder, absolute. */
    Path path();

    /** The folder of log files. */
    Path logs();

    /** Whether there is a configuration. */
    boolean isThere();

    /**
     * Makes the folder and its configuration where they are not there yet.
     *
     * @param name of a new site
     */
    void prepare(String name);

    /**
     * Every key of the configuration with its value, its default and where the value is from.
     *
     * @param warnings takes what could not be asked for
     */
    List<Setting> settings(Consumer<String> warnings);

    /** Opens a site for a command, beside a process that serves it or alone. */
    OpenSite open();

    /**
     * Runs the site until it is closed.
     *
     * @param port where it listens; null as configured
     * @throws org.platebook.model.failure.Clash when another process serves it, or has its port
     */
    ServedSite serve(@Nullable Integer port);

    /**
     * Discards an embedded database, if there is one.
     *
     * @throws org.platebook.model.failure.Clash when a process serves the site
     */
    void discardDatabase();

    /**
     * Copies the site into a new folder, while it serves.
     *
     * @param software what takes the backup
     */
    Backup.Taken backUp(Path target, String software, Progress progress);

    /** Makes the site, which must not be there, of a backup. */
    Restored restore(Path backup, Progress progress);

    /**
     * What became of a backup.
     *
     * @param began when it was begun
     * @param movedTo port of the database in its new site, where another program has the old one;
     *     null where it stays
     */
    record Restored(Instant began, @Nullable Integer movedTo) {}

    /**
     * This site, which must be there.
     *
     * @throws Missing home.missing when there is none: nothing is made of a misspelt folder
     */
    default SiteFolder existing() {
        if (!isThere()) {
            throw new Missing(
                    CommandCode.HOME_MISSING,
                    "there is no site in %s: name its folder with --home, or make one: platebook serve"
                            .formatted(path()));
        }
        return this;
    }

    /** This site, made first where it is not there yet. */
    default SiteFolder prepared(String name) {
        prepare(name);
        return this;
    }
}
