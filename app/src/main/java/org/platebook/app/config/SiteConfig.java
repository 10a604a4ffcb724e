package org.platebook.app.config;

import org.jspecify.annotations.Nullable;
import org.platebook.http.access.AccessConfig;
import org.platebook.http.access.ConfigKey;
import org.platebook.http.server.ListenCode;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.Refused;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a site's file {@code site.yaml} says; read once, at the start.
 *
 * @param site name of the site, shown in the portal and in records of provenance
 * @param http where the portal, REST and TAP listen
 * @param database where rows are kept
 * @param tap bounds of queries that hold where limits says nothing; may be left out
 * @param instruments cameras whose tables are there from the start; of any other camera they are
 *     made when its first header comes
 * @param access who is let in, and as whom; a site of this machine alone may leave it out
 * @param capacity connections to the database and how callers share them; may be left out
 * @param limits what queries may take; may be left out
 * @param upkeep how the database is kept; may be left out
 */
public record SiteConfig(
        String site,
        Http http,
        Database database,
        Tap tap,
        List<String> instruments,
        AccessConfig access,
        CapacityConfig capacity,
        LimitsConfig limits,
        UpkeepConfig upkeep) {

    public SiteConfig {
        present(ConfigCode.SITE, site);
        present(ConfigCode.HTTP, http);
        present(ConfigCode.DATABASE, database);
        tap = tap(tap);
        instruments = orNone(instruments);
        access = given(access, http.host());
        access.requireFitting(http.host());
        capacity = capacity(capacity);
        limits = limits(limits);
        upkeep = orUsual(upkeep);
    }

    /**
     * Where the portal, REST and TAP listen.
     *
     * @param host address to bind; 127.0.0.1 keeps the site to this machine
     * @param port TCP port, 1 to 65535
     * @param publicUrl the address under which others know the site, without a slash at its end;
     *     null where it is that of the request
     * @param tls the certificate of the site, which then speaks HTTPS alone; null for plain HTTP
     */
    public record Http(String host, int port, @Nullable String publicUrl, @Nullable Tls tls) {
        public Http {
            present(ConfigCode.HTTP_HOST, host);
            portInRange(ConfigCode.HTTP_PORT, port);
            publicUrl = publicUrl == null ? null : PublicUrl.checked(publicUrl);
        }

        /** The same address with another port. */
        public Http withPort(int other) {
            return new Http(host, other, publicUrl, tls);
        }
    }

    /**
     * The certificate of the site, in files that are read again while it runs.
     *
     * @param certificateFile PEM; the site's own certificate first, then those that lead to a root
     * @param keyFile PEM; the private key of the first certificate, without a password
     */
    public record Tls(String certificateFile, String keyFile) {
        public Tls {
            present(ListenCode.CERTIFICATE_FILE, certificateFile);
            present(ListenCode.KEY_FILE, keyFile);
        }
    }

    /**
     * Where rows are kept: exactly one of the two is given.
     *
     * @param embedded a PostgreSQL that Platebook runs itself
     * @param external a PostgreSQL that somebody else runs
     */
    public record Database(@Nullable Embedded embedded, @Nullable External external) {
        public Database {
            if ((embedded == null) == (external == null)) {
                throw new Refused(
                        ConfigCode.DATABASE,
                        "database must hold exactly one of the keys 'embedded' and 'external'");
            }
        }
    }

    /**
     * A PostgreSQL that Platebook runs itself, in the site's folder.
     *
     * @param port TCP port on the loopback address, 1 to 65535
     */
    public record Embedded(int port) {
        public Embedded {
            portInRange(ConfigCode.DATABASE_EMBEDDED_PORT, port);
        }
    }

    /**
     * A PostgreSQL that somebody else runs.
     *
     * @param url JDBC URL, as in "jdbc:postgresql://db.example.org/platebook"
     * @param user the login
     * @param passwordFile file whose first line is the password
     * @param readerPasswordFile file whose first line is the password of the readers' logins; null
     *     where Platebook makes these logins itself
     * @param sqlWithoutReaderLogins {@link #ONE_MISTAKE} where /consdb/query is to be answered
     *     though readers log in as the owner; null where it is not
     */
    public record External(
            String url,
            String user,
            String passwordFile,
            @Nullable String readerPasswordFile,
            @Nullable String sqlWithoutReaderLogins) {

        /** What a site must write to have clients' SQL answered behind one check alone. */
        public static final String ONE_MISTAKE = "one mistake in the check of SQL shows everything";

        public External {
            if (sqlWithoutReaderLogins != null && !sqlWithoutReaderLogins.equals(ONE_MISTAKE)) {
                throw new Refused(
                        ConfigCode.DATABASE_EXTERNAL_SQL_WITHOUT_READER_LOGINS,
                        "invalid database.external.sqlWithoutReaderLogins '%s': expected '%s', or leave it out"
                                .formatted(sqlWithoutReaderLogins, ONE_MISTAKE));
            }
            present(ConfigCode.DATABASE_EXTERNAL_URL, url);
            present(ConfigCode.DATABASE_EXTERNAL_USER, user);
            present(ConfigCode.DATABASE_EXTERNAL_PASSWORD_FILE, passwordFile);
            if (!url.startsWith("jdbc:postgresql:")) {
                throw new Refused(
                        ConfigCode.DATABASE_EXTERNAL_URL,
                        "database.external.url must start with jdbc:postgresql:, not '"
                                + url
                                + "'");
            }
        }
    }

    /**
     * Bounds of queries.
     *
     * @param timeLimitSeconds longest time one query may take, 1 or more
     * @param defaultRows rows given to those who ask for no number, 1 or more
     * @param mostRows rows given to anybody, at least defaultRows
     */
    public record Tap(int timeLimitSeconds, long defaultRows, long mostRows) {

        static final Tap USUAL = new Tap(600, 100_000, 10_000_000);

        public Tap {
            atLeastOne(ConfigCode.TAP_TIME_LIMIT_SECONDS, timeLimitSeconds);
            atLeastOne(ConfigCode.TAP_DEFAULT_ROWS, defaultRows);
            if (mostRows < defaultRows) {
                throw new Refused(
                        ConfigCode.TAP_MOST_ROWS,
                        "tap.mostRows must be at least tap.defaultRows ("
                                + defaultRows
                                + "), not "
                                + mostRows);
            }
        }
    }

    private static UpkeepConfig orUsual(@Nullable UpkeepConfig upkeep) {
        return upkeep == null ? UpkeepConfig.USUAL : upkeep;
    }

    private static AccessConfig given(@Nullable AccessConfig access, String host) {
        return access == null ? AccessConfig.usual(host) : access;
    }

    private static Tap tap(@Nullable Tap tap) {
        return tap == null ? Tap.USUAL : tap;
    }

    private static CapacityConfig capacity(@Nullable CapacityConfig capacity) {
        return capacity == null ? CapacityConfig.NONE : capacity;
    }

    private static LimitsConfig limits(@Nullable LimitsConfig limits) {
        return limits == null ? LimitsConfig.NONE : limits;
    }

    /** The same site on another HTTP port. */
    public SiteConfig withPort(int port) {
        return new SiteConfig(
                site,
                http.withPort(port),
                database,
                tap,
                instruments,
                access,
                capacity,
                limits,
                upkeep);
    }

    /**
     * How many connections the site has on a machine.
     *
     * @throws Refused config.capacity when the database server does not allow so many
     */
    public Capacity capacityOn(Machine machine) {
        return Capacity.of(capacity, machine);
    }

    /** What queries may take on a machine. */
    public Limits limitsOn(Machine machine) {
        return Limits.of(limits, tap, machine);
    }

    /**
     * Reads a site's file.
     *
     * @throws Refused when a key is unknown, missing or out of range; the message names it
     */
    public static SiteConfig read(Path file) {
        try {
            return YAMLMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                    .build()
                    .readValue(Files.readString(file), SiteConfig.class);
        } catch (JacksonException e) {
            if (e.getCause() instanceof Refused refused) {
                throw new Refused(refused.failureCode(), file + ": " + refused.text(), e);
            }
            throw new Refused(ConfigCode.SYNTAX, file + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new Refused(
                    ConfigCode.UNREADABLE, "cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static List<String> orNone(@Nullable List<String> names) {
        return names == null ? List.of() : List.copyOf(names);
    }

    private static void present(FailureCode code, @Nullable Object value) {
        if (value == null || (value instanceof String text && text.isBlank())) {
            throw new Refused(code, "the key '" + ConfigKey.of(code) + "' is missing");
        }
    }

    private static void portInRange(FailureCode code, int port) {
        if (port < 1 || port > 65_535) {
            throw new Refused(
                    code, ConfigKey.of(code) + " must be a port from 1 to 65535, not " + port);
        }
    }

    private static void atLeastOne(FailureCode code, long value) {
        if (value < 1) {
            throw new Refused(code, ConfigKey.of(code) + " must be 1 or more, not " + value);
        }
    }
}
