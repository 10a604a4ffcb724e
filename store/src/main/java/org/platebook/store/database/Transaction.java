package org.platebook.store.database;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

import java.util.function.Consumer;
import java.util.function.Function;

/** One transaction, whose failures are sorted by who can mend them. */
final class Transaction {

    private Transaction() {}

    /**
     * Runs work in a transaction.
     *
     * @param attempts how many connections of the pool to try where they turn out to be dead
     * @param enter the first statement, which does nothing that could not be done twice
     */
    static <R> R run(Jdbi jdbi, int attempts, String enter, Function<Handle, R> work) {
        try (var handle = open(jdbi, attempts, each -> begin(each, enter))) {
            R result;
            try {
                result = work.apply(handle);
            } catch (RuntimeException | Error e) {
                rollback(handle, e);
                throw e;
            }
            commit(handle);
            return result;
        } catch (JdbiException | UncheckedSql e) {
            throw DatabaseFailure.of(e);
        }
    }

    /**
     * Opens a connection that lives. A pool may hand out one that was cut a moment ago, which its
     * first statement finds out; as nothing has been asked of it by then, another one will do.
     *
     * @param attempts how many connections to try at the most
     * @param first says the first statement
     */
    static Handle open(Jdbi jdbi, int attempts, Consumer<Handle> first) {
        for (int left = attempts; ; left--) {
            var handle = jdbi.open();
            try {
                first.accept(handle);
                return handle;
            } catch (RuntimeException | Error e) {
                rollback(handle, e);
                close(handle, e);
                if (left <= 1 || !DatabaseFailure.isCutOff(e)) {
                    throw e;
                }
            }
        }
    }

    private static void begin(Handle handle, String enter) {
        handle.begin();
        handle.execute(enter);
    }

    private static void commit(Handle handle) {
        try {
            handle.commit();
        } catch (JdbiException e) {
            throw DatabaseFailure.ofCommit(e);
        }
    }

    private static void rollback(Handle handle, Throwable reason) {
        try {
            handle.rollback();
        } catch (JdbiException e) {
            reason.addSuppressed(e);
        }
    }

    private static void close(Handle handle, Throwable reason) {
        try {
            handle.close();
        } catch (JdbiException e) {
            reason.addSuppressed(e);
        }
    }
}
