package org.platebook.store.embedded;

import com.sun.management.OperatingSystemMXBean;

import java.lang.management.ManagementFactory;

/** The settings of the embedded server; PostgreSQL 18 manual, chapter 19. */
final class ServerConfiguration {

    private static final long MEBIBYTE = 1L << 20;
    private static final long LEAST_BUFFERS_MIB = 128;
    private static final long MOST_BUFFERS_MIB = 2048;
    private static final int BUFFERS_SHARE = 8;

    /** Longest path of a socket that Linux allows, less the name that the server gives it. */
    private static final int LONGEST_SOCKET_FOLDER = 107 - "/.s.PGSQL.65535.lock".length();

    private ServerConfiguration() {}

    static String text(EmbeddedSettings settings, int port) {
        return """
        # Written by Platebook at every start. Settings of this site belong in ../site.conf.
        listen_addresses = '127.0.0.1'
        port = %s
        unix_socket_directories = '%s'
        unix_socket_permissions = 0700
        password_encryption = scram-sha-256
        max_connections = %s
        max_locks_per_transaction = 256
        fsync = on
        synchronous_commit = on
        full_page_writes = on
        wal_compression = pglz
        max_wal_size = 4GB
        checkpoint_timeout = 15min
        shared_buffers = %sMB
        effective_cache_size = %sMB
        work_mem = 32MB
        maintenance_work_mem = 256MB
        random_page_cost = 1.1
        jit = off
        io_method = worker
        timezone = 'UTC'
        log_timezone = 'UTC'
        log_line_prefix = '%%m [%%p] '
        lc_messages = 'C'
        include_if_exists = '../site.conf'
        """
                .formatted(
                        port,
                        socketFolder(settings),
                        settings.size().connections(),
                        buffersMib(),
                        machineMemoryMib() / 2);
    }

    /** Memory that all processes of the server share; site.conf may say otherwise. */
    private static long buffersMib() {
        return Math.clamp(machineMemoryMib() / BUFFERS_SHARE, LEAST_BUFFERS_MIB, MOST_BUFFERS_MIB);
    }

    /** Where the folder's path is too long for a socket, the server listens on TCP alone. */
    private static String socketFolder(EmbeddedSettings settings) {
        var folder = settings.sockets().toString();
        return folder.length() > LONGEST_SOCKET_FOLDER ? "" : folder.replace("'", "''");
    }

    private static long machineMemoryMib() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize()
                / MEBIBYTE;
    }
}
