package org.platebook.store.database;

import com.zaxxer.hikari.HikariDataSource;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * Reads in the name of one role, in transactions that cannot write and statements that end in time.
 */
public final class Reader {

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final Role role;
    private final Duration timeLimit;
    private final RunningReads running;
    private final @Nullable Instant asOf;

    Reader(HikariDataSource pool, Role role, Duration timeLimit, RunningReads running) {
        this(pool, role, timeLimit, running, null);
    }

    private Reader(
            HikariDataSource pool,
            Role role,
            Duration timeLimit,
            RunningReads running,
            @Nullable Instant asOf) {
        this.pool = pool;
        this.running = running;
        this.jdbi = Jdbi.create(pool);
        this.role = role;
        this.timeLimit = timeLimit;
        this.asOf = asOf;
    }

    /** The same, with the schemas called …_as_of showing what was known at a moment. */
    public Reader asOf(Instant moment) {
        return new Reader(pool, role, timeLimit, running, moment);
    }

    /** In whose name this reads. */
    public Role role() {
        return role;
    }

    /**
     * Runs reads in one transaction.
     *
     * @throws org.platebook.model.failure.Unreachable when the database does not answer
     * @throws org.platebook.model.failure.Refused when a statement takes longer than the time limit
     * @throws org.platebook.model.failure.Missing when the role may not see what the work reads
     */
    public <R> R read(Function<Handle, R> work) {
        try {
            return Transaction.run(jdbi, Database.attempts(pool), enter(), watched(work));
        } catch (RuntimeException e) {
            throw DatabaseFailure.ofReading(e);
        }
    }

    /**
     * Begins a transaction for reads that stream; the caller closes it.
     *
     * @throws org.platebook.model.failure.Unreachable when the database does not answer
     */
    public ReadTransaction begin() {
        return new ReadTransaction(pool, enter(), running);
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
        set local statement_timeout = %d
        """
                        .formatted(role.databaseRole(), Math.max(1, timeLimit.toMillis()))
                + (asOf == null ? "" : ";\nset local platebook.as_of = '%s'".formatted(asOf));
    }
}
