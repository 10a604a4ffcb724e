package org.platebook.app;

import org.jspecify.annotations.Nullable;
import org.platebook.app.config.ConfigCode;
import org.platebook.app.config.Machine;
import org.platebook.app.config.SiteConfig;
import org.platebook.app.config.SiteHome;
import org.platebook.model.failure.Clash;
import org.platebook.model.failure.Refused;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.database.ServerConnections;
import org.platebook.store.embedded.EmbeddedCode;
import org.platebook.store.embedded.EmbeddedServer;
import org.platebook.store.embedded.EmbeddedSettings;
import org.platebook.store.embedded.ServerSize;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** The PostgreSQL of a site: its own, run by this process or another one, or somebody else's. */
final class SiteDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SiteDatabase.class);

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
        return embedded == null ? external(config) : started(home, config, embedded);
    }

    /** The database for a command: an embedded one is started unless it runs already. */
    static SiteDatabase forWorking(SiteHome home, SiteConfig config) {
        var embedded = config.database().embedded();
        if (embedded == null) {
            return external(config);
        }
        return EmbeddedServer.running(settings(home, embedded))
                .map(settings -> new SiteDatabase(bounded(settings, config, Machine.here()), null))
                .orElseGet(() -> started(home, config, embedded));
    }

    static void requireStopped(SiteHome home, SiteConfig config) {
        var embedded = config.database().embedded();
        if (embedded == null) {
            throw new Refused(
                    ExternalDatabaseCode.DEMO_FRESH,
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

    /** A port that was given to the site when it was made, and is taken now, is changed. */
    private static SiteDatabase started(
            SiteHome home, SiteConfig config, SiteConfig.Embedded embedded) {
        try {
            return started(settings(home, embedded), config);
        } catch (Clash clash) {
            boolean movable = clash.is(EmbeddedCode.PORT) && SiteHome.isGiven(embedded.port());
            var port = movable ? home.moveDatabase(config) : OptionalInt.empty();
            if (port.isEmpty()) {
                throw clash;
            }
            LOG.atWarn()
                    .addKeyValue("port", port.getAsInt())
                    .log("another program has the database's port: site.yaml names a new one");
            return started(EmbeddedSettings.of(home.folder(), port.getAsInt()), config);
        }
    }

    private static SiteDatabase started(EmbeddedSettings settings, SiteConfig config) {
        var machine = Machine.here();
        var size =
                ServerSize.of(
                        config.capacityOn(machine).pools().most(),
                        config.limitsOn(machine).queryMemoryMib());
        var server = EmbeddedServer.start(settings.sized(size));
        return new SiteDatabase(bounded(server.database(), config, machine), server);
    }

    private static DatabaseSettings bounded(
            DatabaseSettings settings, SiteConfig config, Machine machine) {
        return settings.with(config.capacityOn(machine).pools(), config.limitsOn(machine).reads());
    }

    /**
     * The machine of a site and, where its database is an external one, what that server allows.
     *
     * @throws org.platebook.model.failure.Unreachable when the server does not answer
     */
    static Machine machine(SiteConfig config) {
        var external = config.database().external();
        return external == null
                ? Machine.here()
                : Machine.here()
                        .withServerConnections(ServerConnections.allowed(settings(external)));
    }

    private static SiteDatabase external(SiteConfig config) {
        var external = config.database().external();
        if (external == null) {
            throw new IllegalStateException("a configuration holds one of the two");
        }
        return new SiteDatabase(bounded(settings(external), config, machine(config)), null);
    }

    private static DatabaseSettings settings(SiteConfig.External external) {
        var readers = external.readerPasswordFile();
        return DatabaseSettings.of(
                        external.url(), external.user(), password(Path.of(external.passwordFile())))
                .withReaderPassword(readers == null ? null : password(Path.of(readers)));
    }

    private static String password(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("");
        } catch (IOException e) {
            throw new Refused(
                    ConfigCode.PASSWORD,
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
