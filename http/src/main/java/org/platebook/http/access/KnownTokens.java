package org.platebook.http.access;

import org.jdbi.v3.core.Handle;
import org.platebook.store.database.Database;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Recognises tokens. One that was recognised is trusted for some seconds without asking the
 * database again, so that a revocation counts after these.
 */
final class KnownTokens {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final int MOST_REMEMBERED = 10_000;

    private static final String FIND =
            """
            select token_id, name, scopes, expires_at,
                last_used_at is distinct from date_trunc('hour', now()) as is_news
            from platebook.token
            where secret_sha256 = :hash
              and revoked_at is null
              and expires_at > :now
            """;

    private static final String USED =
            """
            update platebook.token
            set last_used_at = date_trunc('hour', now())
            where token_id = :id
            """;

    private final Database database;
    private final InstantSource clock;
    private final Map<ByteBuffer, Recognised> remembered = new ConcurrentHashMap<>();

    KnownTokens(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Recognised(Caller caller, Instant until) {}

    private record Found(long id, Caller caller, Instant expires, boolean isNews) {}

    /**
     * The caller whose secret this is; empty where nobody's is, or it is not valid any more.
     *
     * @throws org.platebook.model.failure.Unreachable when the database does not answer
     */
    Optional<Caller> callerOf(String secret) {
        var hash = Tokens.hash(secret);
        var key = ByteBuffer.wrap(hash);
        var now = clock.instant();
        var before = remembered.get(key);
        if (before != null && before.until().isAfter(now)) {
            return Optional.of(before.caller());
        }
        remembered.remove(key);
        var found = database.own(handle -> find(handle, hash, now));
        found.ifPresent(one -> remember(key, one, now));
        return found.map(Found::caller);
    }

    private void remember(ByteBuffer key, Found found, Instant now) {
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.clear();
        }
        var until = now.plus(FRESH);
        var end = until.isBefore(found.expires()) ? until : found.expires();
        remembered.put(key, new Recognised(found.caller(), end));
    }

    private static Optional<Found> find(Handle handle, byte[] hash, Instant now) {
        var found =
                handle.createQuery(FIND)
                        .bind("hash", hash)
                        .bind("now", now.atOffset(ZoneOffset.UTC))
                        .map((row, _) -> found(row))
                        .findOne();
        found.filter(Found::isNews)
                .ifPresent(one -> handle.createUpdate(USED).bind("id", one.id()).execute());
        return found;
    }

    private static Found found(ResultSet row) throws SQLException {
        var scopes = Scopes.of(List.of((String[]) row.getArray("scopes").getArray()));
        return new Found(
                row.getLong("token_id"),
                scopes.of("token:" + row.getString("name")),
                Tokens.moment(row, "expires_at"),
                row.getBoolean("is_news"));
    }
}
