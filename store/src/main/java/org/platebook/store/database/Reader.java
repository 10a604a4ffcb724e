package org.platebook.store.database;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * Reads in the name of one role, in transactions that cannot write and statements that end in time.
 */
public final class Reader {

    private final Pool pool;
    private final Identity identity;
    private final Duration timeLimit;
    private final RunningReads running;
    private final @Nullable Instant asOf;

    Reader(Pool pool, Identity identity, Duration timeLimit, RunningReads running) {
        this(pool, identity, timeLimit, running, null);
    }

    private Reader(
            Pool pool,
            Identity identity,
            Duration timeLimit,
            RunningReads running,
            @Nullable Instant asOf) {
        this.pool = pool;
        this.running = running;
        this.identity = identity;
        this.timeLimit = timeLimit;
        this.asOf = asOf;
    }

    /** The same, with the schemas called …_as_of showing what was known at a moment. */
    public Reader asOf(Instant moment) {
        return new Reader(pool, identity, timeLimit, running, moment);
    }

    /** The same for a caller, who waits for connections in a queue of their own. */
    public Reader by(String caller) {
        return new Reader(pool, new Identity(caller, role()), timeLimit, running, asOf);
    }

    /** In whose name this reads. */
    public Role role() {
        return identity.role();
    }

    /** How long one statement may take. */
    public Duration timeLimit() {
        return timeLimit;
    }

    /**
     * Runs reads in one transaction.
     *
     * @throws org.platebook.model.failure.Unreachable when the database does not answer, or has no
     *     connection left
     * @throws org.platebook.model.failure.Throttled when the caller has too many waiting reads
     * @throws org.platebook.model.failure.Refused when a statement takes longer than the time limit
     * @throws org.platebook.model.failure.Missing when the role may not see what the work reads
     */
    public <R> R read(Function<Handle, R> work) {
        try (var _ = pool.permit(identity.caller())) {
            return Transaction.run(pool.jdbi(), pool.attempts(), enter(), watched(work));
        } catch (RuntimeException e) {
            throw DatabaseFailure.ofReading(e);
        }
    }

    /**
     * Begins a transaction for reads that stream; the caller closes it.
     *
     * @throws org.platebook.model.failure.Unreachable when the database does not answer, or has no
     *     connection left
     * @throws org.platebook.model.failure.Throttled when the caller has too many waiting reads
     */
    public ReadTransaction begin() {
        return new ReadTransaction(pool, identity.caller(), enter(), running);
    }

    private <R> Function<Handle, R> watched(Function<Handle, R> work) {
        return handle -> {
            running.begin(handle.getConnection());
            try {
                return work.apply(handle);
            } finally {
                running.end(handle.getConnection());
            }
        };
    }

    private String enter() {
        return """
        set transaction read only;
        set local role %s;
        set local statement_timeout = %s
        """
                        .formatted(role().databaseRole(), Math.max(1, timeLimit.toMillis()))
                + (asOf == null ? "" : ";\nset local platebook.as_of = '%s'".formatted(asOf));
    }
}
