package org.platebook.store.database;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

import java.util.function.Consumer;
import java.util.function.Function;

/** One transaction, whose failures are sorted by who can mend them. */
final class Transaction {

    private Transaction() {}

    static <R> R run(Jdbi jdbi, Consumer<Handle> prepare, Function<Handle, R> work) {
        try (var handle = jdbi.open()) {
            R result;
            try {
                handle.begin();
                prepare.accept(handle);
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
}
