package org.platebook.store.database;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * Bounds the temporary files of readers. Only a superuser, or an owner to whom the parameter was
 * granted, may set this; it is set for the readers' logins, so that writers are not bounded.
 */
final class TemporaryFiles {

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFiles.class);

    private static final String NO_PRIVILEGE = "42501";

    private static final String IS_SET =
            """
            select exists (
                select from pg_db_role_setting s, unnest(s.setconfig) setting
                where s.setrole = (select oid from pg_roles where rolname = ?)
                  and s.setdatabase = (select oid from pg_database where datname = current_database())
                  and setting = ?)
            """;

    private static final String SET =
            """
            select format('alter role %I in database %I set temp_file_limit = %L', cast(? as text), current_database(), cast(? as text))
            """;

    /** In kB; -1 for no limit. */
    private static final String IN_FORCE =
            "select setting::int8 from pg_settings where name = 'temp_file_limit'";

    private static final long KILOBYTES_IN_A_MEBIBYTE = 1024;

    private TemporaryFiles() {}

    /**
     * Bounds them for each login that is not the owner's; the log says where that is impossible.
     */
    static void limit(DatabaseSettings settings, Map<Role, DatabaseSettings> logins) {
        for (var login : logins.values()) {
            try {
                if (!isLimited(settings, login)) {
                    warn(settings, login);
                }
            } catch (SQLException e) {
                throw DatabaseFailure.of(e);
            }
        }
    }

    private static boolean isLimited(DatabaseSettings settings, DatabaseSettings login)
            throws SQLException {
        try (var owner = Connections.dataSource(settings, "platebook-limits").getConnection()) {
            if (!login.user().equals(settings.user())) {
                set(owner, login);
                return true;
            }
        } catch (SQLException e) {
            if (!NO_PRIVILEGE.equals(e.getSQLState())) {
                throw e;
            }
        }
        try (var reader = Connections.dataSource(login, "platebook-limits").getConnection();
                var statement = reader.createStatement();
                var found = statement.executeQuery(IN_FORCE)) {
            found.next();
            long kilobytes = found.getLong(1);
            return kilobytes >= 0
                    && kilobytes <= settings.limits().temporaryFilesMib() * KILOBYTES_IN_A_MEBIBYTE;
        }
    }

    private static void set(Connection owner, DatabaseSettings login) throws SQLException {
        var value = login.limits().temporaryFilesMib() + "MB";
        if (one(owner, IS_SET, login.user(), "temp_file_limit=" + value).equals("t")) {
            return;
        }
        var sql = one(owner, SET, login.user(), value);
        try (var statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(Connection connection, String sql, String... values)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (var found = statement.executeQuery()) {
                found.next();
                return found.getString(1);
            }
        }
    }

    private static void warn(DatabaseSettings settings, DatabaseSettings login) {
        LOG.warn(
                "queries of {} at {} have no limit of temporary files: {} may not set temp_file_limit. An administrator"
                        + " can run: grant set on parameter temp_file_limit to {}; see docs/operating.md, \"An external server\"",
                login.user(),
                settings.url(),
                settings.user(),
                settings.user());
    }
}
