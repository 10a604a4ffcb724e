package org.platebook.store.database;

import org.postgresql.ds.PGSimpleDataSource;

/** Makes connections to the database. */
final class Connections {

    private static final String OPTIONS =
            "-c TimeZone=UTC -c DateStyle=ISO -c standard_conforming_strings=on";

    private Connections() {}

    /** Connections whose transactions only read unless they are told otherwise. */
    static PGSimpleDataSource readOnly(DatabaseSettings settings, String applicationName) {
        var source = dataSource(settings, applicationName);
        var limits = settings.limits();
        source.setOptions(
                OPTIONS
                        + " -c default_transaction_read_only=on"
                        + " -c hash_mem_multiplier=2"
                        + " -c work_mem=%sMB -c max_parallel_workers_per_gather=%s"
                                .formatted(limits.workMemoryMib(), limits.parallelWorkers()));
        return source;
    }

    static PGSimpleDataSource dataSource(DatabaseSettings settings, String applicationName) {
        var source = new PGSimpleDataSource();
        source.setUrl(settings.url());
        source.setUser(settings.user());
        source.setPassword(settings.password());
        source.setApplicationName(applicationName);
        source.setConnectTimeout((int) Math.max(1, settings.connectTimeout().toSeconds()));
        source.setLoginTimeout((int) Math.max(1, settings.connectTimeout().toSeconds()));
        source.setTcpKeepAlive(true);
        source.setOptions(OPTIONS);
        return source;
    }
}
