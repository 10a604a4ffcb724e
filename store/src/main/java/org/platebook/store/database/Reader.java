package org.platebook.store.database;

import com.zaxxer.hikari.HikariDataSource;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

import java.time.Duration;
import java.util.function.Function;

/**
 * Reads in the name of one role, in transactions that cannot write and statements that end in time.
 */
public final class Reader {

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final Role role;
    private final Duration timeLimit;

    Reader(HikariDataSource pool, Role role, Duration timeLimit) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
        this.role = role;
        this.timeLimit = timeLimit;
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
     */
    public <R> R read(Function<Handle, R> work) {
        return Transaction.run(jdbi, handle -> handle.execute(enter()), work);
    }

    /**
     * Begins a transaction for reads that stream; the caller closes it.
     *
     * @throws org.platebook.model.failure.Unreachable when the database does not answer
     */
    public ReadTransaction begin() {
        return new ReadTransaction(pool, enter());
    }

    private String enter() {
        return """
        set transaction read only;
        set local role %s;
        set local statement_timeout = %d
        """
                .formatted(role.databaseRole(), Math.max(1, timeLimit.toMillis()));
    }
}
