package org.platebook.bench;

import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.embedded.EmbeddedServer;
import org.platebook.store.embedded.EmbeddedSettings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** A new site that {@code ./platebook serve} runs in a process of its own. */
final class SiteUnderLoad implements AutoCloseable {

    private static final Pattern DATABASE_PORT = Pattern.compile("embedded:\\s+port: (\\d+)");
    private static final Pattern GREATEST_MEMORY = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    private final Process process;
    private final Path home;
    private final int port;
    private final DatabaseSettings database;

    private SiteUnderLoad(Process process, Path home, int port, DatabaseSettings database) {
        this.process = process;
        this.home = home;
        this.port = port;
        this.database = database;
    }

    /**
     * Starts it; returns when it is up.
     *
     * @param javaOptions as in "-Xmx256m"; may be empty
     */
    static SiteUnderLoad start(String javaOptions) throws IOException {
        var home = Files.createTempDirectory("platebook-bench");
        int port = freePort();
        var builder =
                new ProcessBuilder(
                        "./platebook",
                        "serve",
                        "--home",
                        home.toString(),
                        "--port",
                        String.valueOf(port));
        builder.environment().put("PLATEBOOK_JAVA_OPTIONS", javaOptions);
        var process = builder.redirectError(home.resolve("serve.err").toFile()).start();
        var lines = process.inputReader();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("Ctrl-C")) {
                return new SiteUnderLoad(process, home, port, database(home));
            }
        }
        throw new IllegalStateException("platebook ended before it was up");
    }

    /** An address of the site, as in "consdb/query". */
    URI at(String path) {
        return URI.create("http://127.0.0.1:%d/%s".formatted(port, path));
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    /** The site's folder. */
    Path home() {
        return home;
    }

    /** The most memory that the process ever had, in MiB, its heap and all else. */
    long greatestMemoryMib() throws IOException {
        return greatestMemoryMib(process);
    }

    /** The same of any process that has not ended. */
    static long greatestMemoryMib(Process process) throws IOException {
        var status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
        var found = GREATEST_MEMORY.matcher(status);
        if (!found.find()) {
            throw new IOException("no VmHWM in " + status);
        }
        return Long.parseLong(found.group(1)) / 1024;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private static DatabaseSettings database(Path home) throws IOException {
        var found = DATABASE_PORT.matcher(Files.readString(home.resolve("site.yaml")));
        if (!found.find()) {
            throw new IOException("no port of a database in " + home);
        }
        return EmbeddedServer.running(EmbeddedSettings.of(home, Integer.parseInt(found.group(1))))
                .orElseThrow();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
