package org.platebook.store.database;

import org.postgresql.ds.PGSimpleDataSource;

/** Makes connections to the database. */
final class Connections {

    private Connections() {}

    static PGSimpleDataSource dataSource(DatabaseSettings settings, String applicationName) {
        var source = new PGSimpleDataSource();
        source.setUrl(settings.url());
        source.setUser(settings.user());
        source.setPassword(settings.password());
        source.setApplicationName(applicationName);
        source.setConnectTimeout((int) Math.max(1, settings.connectTimeout().toSeconds()));
        source.setLoginTimeout((int) Math.max(1, settings.connectTimeout().toSeconds()));
        source.setTcpKeepAlive(true);
        source.setOptions("-c TimeZone=UTC -c DateStyle=ISO -c standard_conforming_strings=on");
        return source;
    }
}
