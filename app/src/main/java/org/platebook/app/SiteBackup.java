package org.platebook.app;

import org.platebook.app.config.SiteConfig;
import org.platebook.app.config.SiteHome;
import org.platebook.cli.SiteFolder.Restored;
import org.platebook.model.failure.Refused;
import org.platebook.store.backup.Backup;
import org.platebook.store.backup.Progress;
import org.platebook.store.backup.Restore;
import org.platebook.store.database.Database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Copies a whole site, beside the process that serves it, and makes a new site of a copy. */
final class SiteBackup {

    private SiteBackup() {}

    /**
     * Takes a backup of a site with an embedded database.
     *
     * @throws Refused backup.external when the database is somebody else's; backup.target when the
     *     folder is not empty
     */
    static Backup.Taken take(
            SiteHome home, SiteConfig config, Path folder, String software, Progress progress) {
        var embedded = config.database().embedded();
        if (embedded == null) {
            throw new Refused(
                    ExternalDatabaseCode.BACKUP_EXTERNAL,
                    "this site's database is an external one: back it up with pg_basebackup or pg_dump");
        }
        try (var server = SiteDatabase.forWorking(home, config)) {
            return new Backup(
                            SiteDatabase.settings(home, embedded),
                            server.settings(),
                            software,
                            InstantSource.system())
                    .to(folder.toAbsolutePath(), besides(home), progress);
        }
    }

    /**
     * Makes the site of a backup, and starts its database once to see that it is whole.
     *
     * @param home must not be there
     * @throws Refused backup.damaged naming the file that is not as it was; backup.target when the
     *     home is there already
     */
    static Restored restore(Path backup, SiteHome home, Progress progress) {
        var restore = new Restore(backup.toAbsolutePath());
        restore.to(home.folder(), progress);
        var movedTo = home.moveDatabase(SiteConfig.read(home.configFile()));
        var config = SiteConfig.read(home.configFile());
        try (var server = SiteDatabase.forWorking(home, config);
                var database = Database.open(server.settings())) {
            restore.requireComplete(database);
        }
        return new Restored(restore.began(), movedTo.isPresent() ? movedTo.getAsInt() : null);
    }

    private static Map<String, Path> besides(SiteHome home) {
        var besides = new LinkedHashMap<String, Path>();
        besides.put("site.yaml", home.configFile());
        var settings = home.databaseFolder().resolve("site.conf");
        if (Files.exists(settings)) {
            besides.put("postgres/site.conf", settings);
        }
        return besides;
    }
}
