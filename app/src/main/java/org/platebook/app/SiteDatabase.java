package org.platebook.app;

import org.jspecify.annotations.Nullable;
import org.platebook.app.config.SiteConfig;
import org.platebook.app.config.SiteHome;
import org.platebook.model.failure.Refused;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.embedded.EmbeddedServer;
import org.platebook.store.embedded.EmbeddedSettings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The PostgreSQL of a site: its own, run by this process or another one, or somebody else's. */
final class SiteDatabase implements AutoCloseable {

    private final DatabaseSettings settings;
    private final @Nullable EmbeddedServer server;

    private SiteDatabase(DatabaseSettings settings, @Nullable EmbeddedServer server) {
        this.settings = settings;
        this.server = server;
    }

    /**
     * The database for a process that serves the site: an embedded one is started.
     *
     * @throws org.platebook.model.failure.Clash when another process runs it
     */
    static SiteDatabase forServing(SiteHome home, SiteConfig config) {
        var embedded = config.database().embedded();
        return embedded == null ? external(config) : started(home, embedded);
    }

    /** The database for a command: an embedded one is started unless it runs already. */
    static SiteDatabase forWorking(SiteHome home, SiteConfig config) {
        var embedded = config.database().embedded();
        if (embedded == null) {
            return external(config);
        }
        return EmbeddedServer.running(settings(home, embedded))
                .map(settings -> new SiteDatabase(settings, null))
                .orElseGet(() -> started(home, embedded));
    }

    static void requireStopped(SiteHome home, SiteConfig config) {
        var embedded = config.database().embedded();
        if (embedded == null) {
            throw new Refused(
                    "demo.fresh",
                    "--fresh discards an embedded database; this site has an external one");
        }
        EmbeddedServer.requireStopped(settings(home, embedded));
    }

    DatabaseSettings settings() {
        return settings;
    }

    static EmbeddedSettings settings(SiteHome home, SiteConfig.Embedded embedded) {
        return EmbeddedSettings.of(home.folder(), embedded.port());
    }

    private static SiteDatabase started(SiteHome home, SiteConfig.Embedded embedded) {
        var server = EmbeddedServer.start(settings(home, embedded));
        return new SiteDatabase(server.database(), server);
    }

    private static SiteDatabase external(SiteConfig config) {
        var external = config.database().external();
        if (external == null) {
            throw new IllegalStateException("a configuration holds one of the two");
        }
        var readers = external.readerPasswordFile();
        return new SiteDatabase(
                DatabaseSettings.of(
                                external.url(),
                                external.user(),
                                password(Path.of(external.passwordFile())))
                        .withReaderPassword(readers == null ? null : password(Path.of(readers))),
                null);
    }

    private static String password(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("");
        } catch (IOException e) {
            throw new Refused(
                    "config.password",
                    "cannot read the database password from " + file + ": " + e.getMessage(),
                    e);
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
