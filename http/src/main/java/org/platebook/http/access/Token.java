package org.platebook.http.access;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A token, without its secret.
 *
 * @param name what its caller is called, after "token:"
 * @param scopes what its caller may do
 * @param expires from when on it is not valid any more
 * @param revoked since when it is not valid, though it has not expired; null where it is not
 *     revoked
 * @param lastUsed the hour of its last use; null while it was never used
 */
public record Token(
        String name,
        Scopes scopes,
        Instant created,
        Instant expires,
        @Nullable Instant revoked,
        @Nullable Instant lastUsed) {}
