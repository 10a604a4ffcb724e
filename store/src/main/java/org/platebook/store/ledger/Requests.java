package org.platebook.store.ledger;

import org.jdbi.v3.core.Handle;
import org.platebook.model.failure.Refused;

import java.util.Optional;

/** The answers of requests that carry a key of their own. */
final class Requests {

    /** Waits for another transaction that claims the same key. */
    private static final String CLAIM =
            """
            insert into platebook.request (caller, request_key, digest)
            values (:caller, :key, :digest)
            on conflict do nothing
            """;

    private static final String FIND =
            "select digest, answer from platebook.request where caller = :caller and request_key = :key";

    private static final String ANSWER =
            """
            update platebook.request set answer = :answer
            where caller = :caller and request_key = :key
            """;

    private record Earlier(String digest, String answer) {}

    private final Handle handle;
    private final String caller;
    private final String key;

    Requests(Handle handle, String caller, String key) {
        this.handle = handle;
        this.caller = caller;
        this.key = key;
    }

    /**
     * The answer that the request got before; where it got none it is claimed by this transaction.
     *
     * @throws Refused request.key when the key stood for another request
     */
    Optional<String> earlier(String digest) {
        int claimed =
                handle.createUpdate(CLAIM)
                        .bind("caller", caller)
                        .bind("key", key)
                        .bind("digest", digest)
                        .execute();
        if (claimed == 1) {
            return Optional.empty();
        }
        var earlier =
                handle.createQuery(FIND)
                        .bind("caller", caller)
                        .bind("key", key)
                        .map(
                                (row, _) ->
                                        new Earlier(
                                                row.getString("digest"), row.getString("answer")))
                        .one();
        if (!earlier.digest().equals(digest)) {
            throw new Refused(
                    LedgerCode.REQUEST_KEY,
                    "the idempotency key '%s' stood for another request before".formatted(key));
        }
        return Optional.of(earlier.answer());
    }

    void answer(String answer) {
        handle.createUpdate(ANSWER)
                .bind("caller", caller)
                .bind("key", key)
                .bind("answer", answer)
                .execute();
    }
}
