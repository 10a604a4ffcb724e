package org.platebook.store.embedded;

import org.platebook.model.failure.Clash;
import org.platebook.model.failure.Unreachable;
import org.platebook.store.database.DatabaseSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A real PostgreSQL that lives in a folder of the site and listens on 127.0.0.1 alone.
 *
 * <p>It outlives a Platebook that was killed; the next one on the same folder stops it and starts
 * it anew. A server that is killed itself is started again. Nothing that was committed is lost
 * either way.
 */
public final class EmbeddedServer implements AutoCloseable {

    /** Major version of the PostgreSQL that it runs. */
    public static final int MAJOR_VERSION = Software.MAJOR_VERSION;

    static final String USER = "platebook";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final String DATABASE = "platebook";
    private static final String DATABASE_EXISTS = "42P04";
    private static final long MOST_LOG_BYTES = 16L << 20;

    /** Programs, libraries, locale files and stack of a process, generously. */
    private static final long PROGRAM_MIB = 384;

    private static final long KIBIBYTES_IN_A_MEBIBYTE = 1024;
    private static final Duration BETWEEN_STARTS = Duration.ofMillis(250);

    private final EmbeddedSettings settings;
    private final FolderLock lock;
    private final Software software;
    private final DataFolder data;
    private final PidFile pidFile;
    private final int port;
    private final ReentrantLock startingOrStopping = new ReentrantLock();
    private volatile boolean closing;

    private EmbeddedServer(EmbeddedSettings settings, FolderLock lock) {
        this.settings = settings;
        this.lock = lock;
        this.software = Software.in(settings.software(), Command.here());
        this.data = new DataFolder(settings);
        this.pidFile = new PidFile(settings.data());
        stopOrphan();
        this.port = freePort(settings.port());
        data.prepare(software);
    }

    /**
     * Starts the server, making its database where there is none.
     *
     * @throws Clash when the folder or the port is in use
     * @throws org.platebook.model.failure.Refused when the folder cannot be used, or holds
     *     something else
     * @throws Unreachable when the server does not start
     */
    public static EmbeddedServer start(EmbeddedSettings settings) {
        var lock = FolderLock.take(settings.folder());
        try {
            var server = new EmbeddedServer(settings, lock);
            server.start();
            server.createDatabase();
            Thread.ofVirtual().name("embedded-server").start(server::watch);
            return server;
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Makes sure that nobody serves from a server's folder, as before it is deleted; a server that
     * a killed Platebook left there is stopped.
     *
     * @throws Clash when another process does
     */
    public static void requireStopped(EmbeddedSettings settings) {
        try (var server = start(settings)) {
            LOG.debug("nobody else serves from {}", server.settings.folder());
        }
    }

    /**
     * How to reach the database that another process serves from a folder; empty where none does.
     */
    public static Optional<DatabaseSettings> running(EmbeddedSettings settings) {
        var data = new DataFolder(settings);
        if (!FolderLock.isTaken(settings.folder())
                || new PidFile(settings.data()).server().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                DatabaseSettings.of(url(settings.port(), DATABASE), USER, data.password()));
    }

    /** How to reach its database. */
    public DatabaseSettings database() {
        return DatabaseSettings.of(url(DATABASE), USER, data.password());
    }

    /** The TCP port at which it listens. */
    public int port() {
        return port;
    }

    /** The process id of the server. */
    public long pid() {
        return pidFile.server()
                .orElseThrow(() -> new Unreachable(EmbeddedCode.GONE, "the server does not run"));
    }

    /** Stops the server: open transactions are rolled back, all others are on disk. */
    @Override
    public void close() {
        closing = true;
        startingOrStopping.lock();
        try {
            stop();
        } finally {
            startingOrStopping.unlock();
            lock.close();
        }
    }

    private void start() {
        rotateLog();
        data.configure(port);
        long logBytes = settings.log().toFile().length();
        var started =
                software.runWithin(
                        addressSpaceKib(),
                        "pg_ctl",
                        List.of(
                                "start",
                                "--wait",
                                "--timeout=120",
                                "--silent",
                                "--pgdata=" + settings.data(),
                                "--log=" + settings.log()));
        if (started.status() != 0) {
            throw Trouble.starting(
                    settings, started.output(), Trouble.logSince(settings.log(), logBytes));
        }
    }

    /**
     * What a process of the server may map: what all share, its programs and libraries, and the
     * memory of its own.
     *
     * @throws Unreachable when the server does not read its settings
     */
    private long addressSpaceKib() {
        var shared =
                software.run(
                        "postgres",
                        List.of("-D", settings.data().toString(), "-C", "shared_memory_size"));
        if (shared.status() != 0 || !shared.lastLine().matches("\\d+")) {
            throw Trouble.starting(settings, shared.output(), shared.output());
        }
        long mebibytes =
                Long.parseLong(shared.lastLine())
                        + PROGRAM_MIB
                        + settings.size().processMemoryMib();
        return mebibytes * KIBIBYTES_IN_A_MEBIBYTE;
    }

    private void stop() {
        if (!isRunning()) {
            return;
        }
        var stopped =
                software.run(
                        "pg_ctl",
                        List.of(
                                "stop",
                                "--wait",
                                "--timeout=120",
                                "--silent",
                                "--mode=fast",
                                "--pgdata=" + settings.data()));
        if (stopped.status() != 0 && isRunning()) {
            throw new Unreachable(
                    EmbeddedCode.STOP,
                    "the database in %s does not stop: %s"
                            .formatted(settings.folder(), stopped.lastLine()));
        }
    }

    private boolean isRunning() {
        return pidFile.server().isPresent();
    }

    /** A server that still runs in our folder is what a killed Platebook left behind. */
    private void stopOrphan() {
        if (isRunning()) {
            LOG.info(
                    "stopping the database that an earlier Platebook left in {}",
                    settings.folder());
            stop();
        }
    }

    private static int freePort(int wanted) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw Trouble.portTaken(wanted, String.valueOf(e.getMessage()));
        }
    }

    private void createDatabase() {
        try (var connection = DriverManager.getConnection(url("postgres"), USER, data.password());
                var statement = connection.createStatement();
                var found =
                        statement.executeQuery(
                                "select from pg_database where datname = '" + DATABASE + "'")) {
            if (!found.next()) {
                statement.execute("create database " + DATABASE + " strategy wal_log");
            }
        } catch (SQLException e) {
            if (!DATABASE_EXISTS.equals(e.getSQLState())) {
                stop();
                throw new Unreachable(
                        EmbeddedCode.LOGIN,
                        "the database in %s does not let us in: %s"
                                .formatted(settings.folder(), e.getMessage()),
                        e);
            }
        }
    }

    private String url(String database) {
        return url(port, database);
    }

    private static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private void watch() {
        while (!closing) {
            pidFile.server().ifPresent(EmbeddedServer::awaitEnd);
            if (!closing) {
                LOG.warn("the database in {} was ended: starting it again", settings.folder());
                startAgain();
            }
        }
    }

    private static void awaitEnd(long pid) {
        ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
    }

    /** The processes of a server that was killed may need a moment to end. */
    private void startAgain() {
        startingOrStopping.lock();
        try {
            if (!closing) {
                start();
            }
        } catch (Unreachable e) {
            LOG.warn("{}", e.text());
            pause();
        } finally {
            startingOrStopping.unlock();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_STARTS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void rotateLog() {
        try {
            if (Files.exists(settings.log()) && Files.size(settings.log()) > MOST_LOG_BYTES) {
                Files.move(
                        settings.log(),
                        settings.log().resolveSibling("server.log.1"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
