package org.platebook.http.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Clash;
import org.platebook.model.failure.Missing;
import org.platebook.model.failure.Refused;
import org.platebook.store.database.Database;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** The tokens of a site: made, listed and revoked by its people, never shown twice. */
public final class Tokens {

    /** What every secret begins with, so that people and scanners know one when they see it. */
    static final String PREFIX = "pb-";

    private static final int SECRET_BYTES = 32;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private static final String CREATE =
            """
            insert into platebook.token (secret_sha256, name, scopes, expires_at)
            values (:hash, :name, :scopes, :expires)
            on conflict (name) where revoked_at is null do nothing
            returning name, scopes, created_at, expires_at, revoked_at, last_used_at
            """;

    private static final String LIST =
            """
            select name, scopes, created_at, expires_at, revoked_at, last_used_at
            from platebook.token
            order by created_at, token_id
            """;

    private static final String REVOKE =
            """
            update platebook.token
            set revoked_at = now()
            where name = :name
              and revoked_at is null
            """;

    private final Database database;
    private final SecureRandom random = new SecureRandom();

    public Tokens(Database database) {
        this.database = database;
    }

    /**
     * A token that was made just now.
     *
     * @param secret what its caller shows; kept nowhere else
     */
    public record Made(String secret, Token token) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Made[" + token + "]";
        }
    }

    /**
     * Makes a token.
     *
     * @param name lower-case letters, digits, dots, dashes and underscores, 64 at most
     * @throws Refused token.name, token.scopes or token.expires
     * @throws Clash token.exists when another one that is not revoked has the name
     */
    public Made create(String name, Scopes scopes, Instant expires) {
        if (!NAME.matcher(name).matches()) {
            throw new Refused(
                    TokenCode.NAME,
                    "a token's name has lower-case letters, digits, dots, dashes and underscores,"
                            + " 64 at most; \""
                            + name
                            + "\" is none");
        }
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        var secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var token =
                database.write(
                        handle ->
                                handle.createQuery(CREATE)
                                        .bind("hash", hash(secret))
                                        .bind("name", name)
                                        .bind("scopes", scopes.words().toArray(String[]::new))
                                        .bind("expires", expires.atOffset(ZoneOffset.UTC))
                                        .map((row, _) -> token(row))
                                        .findOne());
        return new Made(
                secret,
                token.orElseThrow(
                        () ->
                                new Clash(
                                        TokenCode.EXISTS,
                                        "there is a token %s already; revoke it first, or take another name"
                                                .formatted(name))));
    }

    /** All tokens, also those that are not valid any more, oldest first. */
    public List<Token> all() {
        return database.own(handle -> handle.createQuery(LIST).map((row, _) -> token(row)).list());
    }

    /**
     * Makes a token invalid, for good.
     *
     * @throws Missing token.missing when no valid one has the name
     */
    public void revoke(String name) {
        int revoked =
                database.write(handle -> handle.createUpdate(REVOKE).bind("name", name).execute());
        if (revoked == 0) {
            throw new Missing(
                    TokenCode.MISSING, "there is no token " + name + " that is not revoked");
        }
    }

    /** What is kept of a secret. */
    static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Token token(ResultSet row) throws SQLException {
        return new Token(
                row.getString("name"),
                Scopes.of(List.of((String[]) row.getArray("scopes").getArray())),
                moment(row, "created_at"),
                moment(row, "expires_at"),
                momentOrNull(row, "revoked_at"),
                momentOrNull(row, "last_used_at"));
    }

    public static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant momentOrNull(ResultSet row, String column)
            throws SQLException {
        var moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }
}
