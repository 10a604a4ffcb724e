package org.platebook.app.config;

import org.platebook.model.failure.Refused;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * The folder of a site: its configuration, its embedded database, its logs.
 *
 * @param folder the folder, made when it is first needed
 */
public record SiteHome(Path folder) {

    private static final int FIRST_DATABASE_PORT = 54_320;
    private static final int LAST_DATABASE_PORT = 54_419;

    private static final String NEW_SITE =
            """
            # A site of Platebook. An unknown key stops the start; site, http and database are needed, all others may be left out.
            site: %s

            # Where the portal, REST and TAP listen. 127.0.0.1 keeps the site to this machine. Keys publicUrl (the address that
            # others see) and tls (certificateFile, keyFile) may be added.
            http:
              host: 127.0.0.1
              port: 8080

            # Where rows are kept: a PostgreSQL that Platebook runs itself in this folder, or
            #   external: {url: "jdbc:postgresql://host/database", user: platebook, passwordFile: /path/of/file}
            database:
              embedded:
                port: %s

            # Bounds of queries: seconds, rows when none are asked for, rows at the most.
            tap:
              timeLimitSeconds: 600
              defaultRows: 100000
              mostRows: 10000000

            # Connections, queues and other limits follow from the machine; "platebook config show" lists them. Keys as in
            #   capacity: {readerConnections: 8, connectionsPerCaller: 6}
            #   limits: {queryMemoryMib: 2048, readPublic: {querySeconds: 60, rows: 1000000}}

            # Cameras whose tables are there from the start. Of any other they are made when its first header comes.
            instruments: [LSSTCam]

            # Who is let in, and as whom. anonymous: none, public, or staff where only this machine can reach the site.
            # metrics: local or anyone. Keys oidc and proxy add bearer tokens of others and a proxy that knows its callers.
            access:
              anonymous: staff
              metrics: local
            """;

    public SiteHome {
        folder = folder.toAbsolutePath().normalize();
    }

    /** The site's file. */
    public Path configFile() {
        return folder.resolve("site.yaml");
    }

    /** The embedded database's folder. */
    public Path databaseFolder() {
        return folder.resolve("postgres");
    }

    /** The folder of log files. */
    public Path logs() {
        return folder.resolve("logs");
    }

    /**
     * Makes the folder and its configuration where they are not there yet.
     *
     * @param site name of a new site
     * @return whether the configuration was written now
     * @throws Refused when the folder cannot be written
     */
    public boolean prepare(String site) {
        try {
            Files.createDirectories(logs());
            if (Files.exists(configFile())) {
                return false;
            }
            Files.writeString(configFile(), NEW_SITE.formatted(site, freePort()));
            return true;
        } catch (IOException e) {
            throw new Refused(
                    ConfigCode.HOME_UNWRITABLE,
                    "the site's folder " + folder + " cannot be written: " + e.getMessage(),
                    e);
        }
    }

    /** Whether a port is one of those that new sites are given, and not of somebody's choice. */
    public static boolean isGiven(int port) {
        return port >= FIRST_DATABASE_PORT && port <= LAST_DATABASE_PORT;
    }

    /**
     * Gives the embedded database another port where a program of this machine listens at its own,
     * as where a site was copied, or two were made while neither ran.
     *
     * @return the new port; empty where the old one is free
     * @throws Refused when the configuration cannot be written
     */
    public OptionalInt moveDatabase(SiteConfig config) {
        var embedded = config.database().embedded();
        if (embedded == null || isFree(embedded.port())) {
            return OptionalInt.empty();
        }
        try {
            int port = freePort();
            var text = Files.readString(configFile());
            Files.writeString(
                    configFile(),
                    text.replaceAll("port: " + embedded.port() + "\\b", "port: " + port));
            return OptionalInt.of(port);
        } catch (IOException e) {
            throw new Refused(
                    ConfigCode.HOME_UNWRITABLE,
                    "cannot write " + configFile() + ": " + e.getMessage(),
                    e);
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        for (int port = FIRST_DATABASE_PORT; port <= LAST_DATABASE_PORT; port++) {
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // Somebody listens there; the next one may be free.
            }
        }
        throw new IOException(
                "no free port from " + FIRST_DATABASE_PORT + " to " + LAST_DATABASE_PORT);
    }
}
