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
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The logins of those who read, one for each role. Such a login owns nothing, has no right of its
 * own and can become its role and no higher one: whoever breaks out of a read has less than before.
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

    private static final String DATABASE = "select current_database()";

    private static final String ONE_AT_A_TIME =
            "select pg_advisory_xact_lock(hashtextextended('platebook.logins', 0))";

    /** Empty for a login that is not there; else whether it is what it should be. */
    private static final String STATE =
            """
            select r.rolcanlogin
                and not (r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolreplication or r.rolbypassrls)
                and (select array_agg(distinct m.roleid) from pg_auth_members m where m.member = r.oid)
                    = array[wanted.role]
                and pg_has_role(r.oid, wanted.role, 'set')
                and not exists (
                    select from pg_shdepend d
                    where d.refclassid = 'pg_authid'::regclass and d.refobjid = r.oid and d.deptype = 'o') as fits,
                has_database_privilege(r.oid, current_database(), 'temporary') as makes_tables
            from pg_roles r, (select ?::regrole::oid as role) wanted
            where r.rolname = ?
            """;

    private final DatabaseSettings settings;
    private final Map<Role, DatabaseSettings> logins = new EnumMap<>(Role.class);

    private ReaderLogins(DatabaseSettings settings, String database) {
        this.settings = settings;
        for (var role : Role.values()) {
            var login = login(database, role);
            logins.put(role, settings.as(login, password(settings, login)));
        }
    }

    /**
     * How the readers of each role log in. Where logins of their own cannot be had it is as the
     * owner, and the log says what an administrator can do about it.
     *
     * @throws Refused database.reader-login when a login is there that may do more than read
     */
    static Map<Role, DatabaseSettings> ready(DatabaseSettings settings) {
        try (var connection =
                Connections.dataSource(settings, "platebook-logins").getConnection()) {
            var wanted = new ReaderLogins(settings, one(connection, DATABASE));
            connection.setAutoCommit(false);
            one(connection, ONE_AT_A_TIME);
            for (var role : Role.values()) {
                wanted.ready(connection, role);
            }
            connection.commit();
            connection.setAutoCommit(true);
            wanted.knock(connection);
            return wanted.logins;
        } catch (SQLException e) {
            var state = String.valueOf(e.getSQLState());
            if (!state.equals(NO_PRIVILEGE) && !state.startsWith(AUTHORIZATION_CLASS)) {
                throw DatabaseFailure.of(e);
            }
            LOG.warn(
                    "readers of {} have no logins of their own and log in as {}, which owns all, so that one wall less"
                            + " stands before what a caller may not see. The database says: {}. What an administrator can do"
                            + " about it is in docs/operating.md, \"An external server\"",
                    settings.url(),
                    settings.user(),
                    e.getMessage());
            return asOwner(settings);
        }
    }

    private static Map<Role, DatabaseSettings> asOwner(DatabaseSettings settings) {
        var logins = new EnumMap<Role, DatabaseSettings>(Role.class);
        for (var role : Role.values()) {
            logins.put(role, settings);
        }
        return logins;
    }

    private void ready(Connection connection, Role role) throws SQLException {
        var login = of(role);
        try (var statement = connection.prepareStatement(STATE)) {
            statement.setString(1, role.databaseRole());
            statement.setString(2, login.user());
            try (var found = statement.executeQuery()) {
                if (!found.next()) {
                    make(connection, role);
                } else if (!found.getBoolean("fits")) {
                    throw new Refused(
                            "database.reader-login",
                            "the login %s may do more, or other, than become %s: let an administrator drop it, or take from it what it should not have"
                                    .formatted(login.user(), role.databaseRole()));
                } else if (!found.getBoolean("makes_tables")) {
                    return;
                }
            }
        }
        keepTemporary(connection);
    }

    private void make(Connection connection, Role role) throws SQLException {
        var login = of(role);
        var name = quoted(connection, login.user());
        execute(connection, "create role " + name + " login noinherit" + passwordClause(login));
        execute(
                connection,
                "grant %s to %s with inherit false, set true".formatted(role.databaseRole(), name));
    }

    /** Temporary tables are for whoever owns the database; another owner may leave them to all. */
    private static void keepTemporary(Connection connection) throws SQLException {
        execute(
                connection,
                "revoke temporary on database %s from public"
                        .formatted(quoted(connection, one(connection, DATABASE))));
    }

    /** Logs in once. After the owner has got another password, so does each reader. */
    private void knock(Connection owner) throws SQLException {
        for (var login : logins.values()) {
            try {
                open(login);
            } catch (SQLException e) {
                if (!WRONG_PASSWORD.equals(e.getSQLState()) || settings.readerPassword() != null) {
                    throw e;
                }
                execute(owner, "alter role " + quoted(owner, login.user()) + passwordClause(login));
                open(login);
            }
        }
    }

    private static void open(DatabaseSettings login) throws SQLException {
        Connections.dataSource(login, "platebook-logins").getConnection().close();
    }

    private DatabaseSettings of(Role role) {
        return Objects.requireNonNull(logins.get(role));
    }

    private static String login(String database, Role role) {
        var ending = "_login_" + role.name().toLowerCase(Locale.ROOT);
        int most = LONGEST_NAME - ending.length();
        var name =
                database.length() <= most
                        ? database
                        : database.substring(0, most - 9) + "_%08x".formatted(database.hashCode());
        return name + ending;
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
}
