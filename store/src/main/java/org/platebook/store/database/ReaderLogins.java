package org.platebook.store.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;
import org.postgresql.util.PasswordUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The logins of those who read, one for each role, and that of the judge of SQL. A reader's login
 * owns nothing, has no right of its own and can become its role and no higher one: whoever breaks
 * out of a read has less than before. The judge's can make temporary views and nothing else.
 *
 * <p>They are named after the database, as in "platebook_login_public". They are made at the start
 * where they are missing, since roles belong to a server and no copy of a database holds them.
 */
final class ReaderLogins {

    private static final Logger LOG = LoggerFactory.getLogger(ReaderLogins.class);

    private static final int LONGEST_NAME = 63;
    private static final String NO_PRIVILEGE = "42501";
    private static final String WRONG_PASSWORD = "28P01";
    private static final String AUTHORIZATION_CLASS = "28";
    private static final String JUDGE = "judge";

    private static final String DATABASE = "select current_database()";

    private static final String ONE_AT_A_TIME =
            "select pg_advisory_xact_lock(hashtextextended('platebook.logins', 0))";

    /** Empty for a login that is not there; else whether it is what it should be. */
    private static final String STATE =
            """
            select r.rolcanlogin
                and not (r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolreplication or r.rolbypassrls)
                and (select array_agg(distinct m.roleid) from pg_auth_members m where m.member = r.oid)
                    is not distinct from case when wanted.role is not null then array[wanted.role] end
                and coalesce(pg_has_role(r.oid, wanted.role, 'set'), true)
                and not exists (
                    select from pg_shdepend d
                    where d.refclassid = 'pg_authid'::regclass and d.refobjid = r.oid and d.deptype = 'o') as fits,
                has_database_privilege(r.oid, current_database(), 'temporary') as makes_tables
            from pg_roles r, (select cast(? as text)::regrole::oid as role) wanted
            where r.rolname = ?
            """;

    /** Whether the judge's login can read what the server understood of a view. */
    private static final String READS_TREES =
            """
            select has_database_privilege(oid, current_database(), 'temporary')
                and has_table_privilege(oid, 'pg_catalog.pg_rewrite', 'select')
            from pg_roles where rolname = '%s'
            """;

    private final DatabaseSettings settings;
    private final String database;

    private ReaderLogins(DatabaseSettings settings, String database) {
        this.settings = settings;
        this.database = database;
    }

    /**
     * How the readers of each role and the judge of SQL log in. Where the owner may not make roles
     * and nobody else made the logins, readers log in as the owner, and the log says what an
     * administrator can do about it.
     *
     * @throws Refused database.reader-login when a login is there that may do more than read, or
     *     the server does not let one in
     */
    static Logins ready(DatabaseSettings settings) {
        try (var connection =
                Connections.dataSource(settings, "platebook-logins").getConnection()) {
            var wanted = new ReaderLogins(settings, one(connection, DATABASE));
            var readers = wanted.readers(connection);
            return readers.isEmpty() ? asOwner(settings) : wanted.withJudge(connection, readers);
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        }
    }

    private static Logins asOwner(DatabaseSettings settings) {
        var logins = new EnumMap<Role, DatabaseSettings>(Role.class);
        for (var role : Role.values()) {
            logins.put(role, settings);
        }
        return new Logins(
                logins,
                settings,
                "readers have no logins of their own and log in as " + settings.user());
    }

    /** Empty where they are not there and cannot be made. */
    private Map<Role, DatabaseSettings> readers(Connection connection) throws SQLException {
        var logins = new EnumMap<Role, DatabaseSettings>(Role.class);
        try {
            connection.setAutoCommit(false);
            one(connection, ONE_AT_A_TIME);
            for (var role : Role.values()) {
                var login = login(role.name());
                logins.put(role, login);
                ready(connection, login, role.databaseRole());
            }
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            if (!NO_PRIVILEGE.equals(e.getSQLState())) {
                throw e;
            }
            if (settings.readerPassword() != null) {
                throw new Refused(
                        DatabaseCode.READER_LOGIN,
                        "database.external.readerPasswordFile is given, but the login %s is missing and %s may not make it: %s"
                                .formatted(
                                        login(Role.PUBLIC.name()).user(),
                                        settings.user(),
                                        e.getMessage()),
                        e);
            }
            LOG.warn(
                    "readers of {} have no logins of their own and log in as {}, which owns all tables. The database"
                            + " says: {}. How to make the logins: docs/operating.md, \"An external server\"",
                    settings.url(),
                    settings.user(),
                    e.getMessage());
            return Map.of();
        } finally {
            connection.setAutoCommit(true);
        }
        knock(connection, logins.values());
        return logins;
    }

    private Logins withJudge(Connection connection, Map<Role, DatabaseSettings> readers)
            throws SQLException {
        var judge = login(JUDGE);
        try {
            connection.setAutoCommit(false);
            one(connection, ONE_AT_A_TIME);
            ready(connection, judge, null);
            var name = quoted(connection, judge.user());
            execute(
                    connection,
                    "grant temporary on database %s to %s"
                            .formatted(quoted(connection, database), name));
            execute(connection, "grant select on pg_catalog.pg_rewrite to " + name);
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            if (!NO_PRIVILEGE.equals(e.getSQLState())) {
                throw e;
            }
            LOG.debug("cannot make or equip the login {}", judge.user(), e);
        } finally {
            connection.setAutoCommit(true);
        }
        if (!"t"
                .equals(
                        oneOrNone(
                                connection,
                                READS_TREES.formatted(judge.user().replace("'", "''"))))) {
            return new Logins(
                    readers,
                    settings,
                    "the login %s is missing, or may not make temporary views and read pg_rewrite"
                            .formatted(judge.user()));
        }
        knock(connection, List.of(judge));
        return new Logins(readers, judge, null);
    }

    /** Has a login made, or looks at the one that is there. */
    private static void ready(Connection connection, DatabaseSettings login, @Nullable String role)
            throws SQLException {
        try (var statement = connection.prepareStatement(STATE)) {
            statement.setString(1, role);
            statement.setString(2, login.user());
            try (var found = statement.executeQuery()) {
                if (!found.next()) {
                    make(connection, login, role);
                } else if (!found.getBoolean("fits")) {
                    throw new Refused(
                            DatabaseCode.READER_LOGIN,
                            "the login %s may do more, or other, than %s: an administrator must drop it, or revoke the rest"
                                    .formatted(
                                            login.user(),
                                            role == null
                                                    ? "make temporary views"
                                                    : "become " + role));
                } else if (role == null || !found.getBoolean("makes_tables")) {
                    return;
                }
            }
        }
        keepTemporary(connection);
    }

    private static void make(Connection connection, DatabaseSettings login, @Nullable String role)
            throws SQLException {
        var name = quoted(connection, login.user());
        execute(connection, "create role " + name + " login noinherit" + passwordClause(login));
        if (role != null) {
            execute(
                    connection,
                    "grant %s to %s with inherit false, set true".formatted(role, name));
        }
    }

    /** Temporary tables are for whoever owns the database; another owner may leave them to all. */
    private static void keepTemporary(Connection connection) throws SQLException {
        execute(
                connection,
                "revoke temporary on database %s from public"
                        .formatted(quoted(connection, one(connection, DATABASE))));
    }

    /** Logs in once. After the owner has got another password, so does each reader. */
    private void knock(Connection owner, Collection<DatabaseSettings> logins) throws SQLException {
        for (var login : logins) {
            try {
                open(login);
            } catch (SQLException e) {
                if (!WRONG_PASSWORD.equals(e.getSQLState()) || settings.readerPassword() != null) {
                    throw refused(login, e);
                }
                try {
                    execute(
                            owner,
                            "alter role " + quoted(owner, login.user()) + passwordClause(login));
                    open(login);
                } catch (SQLException again) {
                    throw refused(login, again);
                }
            }
        }
    }

    /** A login that the server does not let in is for the operator to see to. */
    private static RuntimeException refused(DatabaseSettings login, SQLException e) {
        var state = String.valueOf(e.getSQLState());
        return state.startsWith(AUTHORIZATION_CLASS) || state.equals(NO_PRIVILEGE)
                ? new Refused(
                        DatabaseCode.READER_LOGIN,
                        "the server does not let the login %s in: %s. Check its password (database.external.readerPasswordFile) and pg_hba.conf"
                                .formatted(login.user(), DatabaseFailure.reason(e)),
                        e)
                : DatabaseFailure.of(e);
    }

    private static void open(DatabaseSettings login) throws SQLException {
        Connections.dataSource(login, "platebook-logins").getConnection().close();
    }

    private DatabaseSettings login(String of) {
        var ending = "_login_" + of.toLowerCase(Locale.ROOT);
        int most = LONGEST_NAME - ending.length();
        var name =
                (database.length() <= most
                                ? database
                                : database.substring(0, most - 9)
                                        + "_%08x".formatted(database.hashCode()))
                        + ending;
        return settings.as(name, password(settings, name));
    }

    /**
     * The password of a login: what the site was given for all of them, else one that follows from
     * the owner's and does not tell it (HMAC, RFC 2104); none where the owner has none.
     */
    private static @Nullable String password(DatabaseSettings settings, String login) {
        if (settings.readerPassword() != null || settings.password() == null) {
            return settings.readerPassword();
        }
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(
                    new SecretKeySpec(
                            ("platebook:" + settings.password()).getBytes(UTF_8), "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(login.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The server's log may show the statement, so it holds a verifier and no password. */
    private static String passwordClause(DatabaseSettings login) throws SQLException {
        var password = login.password();
        return password == null
                ? ""
                : " password '%s'"
                        .formatted(PasswordUtil.encodeScramSha256(password.toCharArray()));
    }

    private static String quoted(Connection connection, String name) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.enquoteIdentifier(name, true);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private static @Nullable String oneOrNone(Connection connection, String sql)
            throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            return result.next() ? result.getString(1) : null;
        }
    }
}
