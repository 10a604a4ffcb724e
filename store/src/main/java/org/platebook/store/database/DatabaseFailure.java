package org.platebook.store.database;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Clash;
import org.platebook.model.failure.Failure;
import org.platebook.model.failure.Missing;
import org.platebook.model.failure.Refused;
import org.platebook.model.failure.Uncertain;
import org.platebook.model.failure.Unreachable;
import org.postgresql.util.PSQLException;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/**
 * Sorts what PostgreSQL answers by who can mend it (SQLSTATE classes, PostgreSQL 18 manual,
 * appendix A).
 */
public final class DatabaseFailure {

    private static final String CONNECTION_CLASS = "08";
    private static final String INTEGRITY_CLASS = "23";
    private static final String ROLLBACK_CLASS = "40";
    private static final String CATALOG_CLASS = "3D";
    private static final String RESOURCES_CLASS = "53";
    private static final String OPERATOR_CLASS = "57";
    private static final String SYSTEM_CLASS = "58";
    private static final String AUTHORIZATION_CLASS = "28";
    private static final String QUERY_CANCELED = "57014";
    private static final String ENDED = "57P01";
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String DEADLOCK = "40P01";
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String NO_PRIVILEGE = "42501";
    private static final String READ_ONLY = "25006";
    private static final String UNKNOWN = "XX000";
    private static final String DATA_CLASS = "22";

    /** Undefined table, undefined column, type of a column that does not fit, cached plan. */
    private static final Set<String> OUTDATED = Set.of("42P01", "42703", "22P03", "0A000");

    /** Of a process, and of what all processes share; the sentences differ. */
    private static final String OUT_OF_MEMORY = "53200";

    private static final String TEMPORARY_FILES = "53400";

    private static final int STATE_LENGTH = 5;

    private DatabaseFailure() {}

    /**
     * What to throw for a failure of the database: a {@link Failure} where the caller or the
     * operator can do something about it, else the cause itself, which is our own fault.
     */
    public static RuntimeException of(Throwable thrown) {
        if (thrown instanceof Failure failure) {
            return failure;
        }
        var sql = sqlException(thrown);
        if (sql == null) {
            return thrown instanceof RuntimeException unchecked
                    ? unchecked
                    : new IllegalStateException(thrown);
        }
        var failure = sorted(sql, state(sql));
        if (failure != null) {
            return failure;
        }
        return thrown instanceof RuntimeException unchecked
                ? unchecked
                : new IllegalStateException(thrown.getMessage(), thrown);
    }

    /** What to throw when a role read what it may not see: for it, that is not there. */
    static RuntimeException ofReading(RuntimeException thrown) {
        var sql = sqlException(thrown);
        return sql != null && state(sql).equals(NO_PRIVILEGE)
                ? new Missing(DatabaseCode.HIDDEN, "this is not here, or not for you", thrown)
                : thrown;
    }

    /** What to throw when the commit itself failed: where its answer was lost, it is uncertain. */
    public static RuntimeException ofCommit(Throwable thrown) {
        var sql = sqlException(thrown);
        if (sql != null && isLost(state(sql))) {
            return new Uncertain(
                    DatabaseCode.COMMIT_LOST,
                    "the database went away while it committed: read back before writing again",
                    thrown);
        }
        return of(thrown);
    }

    /** Whether the same transaction, run again, may well succeed: it met another one. */
    public static boolean isMeeting(Throwable thrown) {
        var sql = sqlException(thrown);
        if (sql == null) {
            return false;
        }
        var state = state(sql);
        return state.equals(SERIALIZATION_FAILURE)
                || state.equals(DEADLOCK)
                || state.equals(UNIQUE_VIOLATION);
    }

    /** Whether a constraint refused a row; a key that another transaction took meanwhile, too. */
    public static boolean isRefusal(Throwable thrown) {
        var sql = sqlException(thrown);
        return sql != null && state(sql).startsWith(INTEGRITY_CLASS);
    }

    /** Whether a statement waited for a lock longer than it was allowed to. */
    public static boolean isLockTimeout(Throwable thrown) {
        var sql = sqlException(thrown);
        return sql != null && state(sql).equals(LOCK_NOT_AVAILABLE);
    }

    /** Whether it was given up so that others could go on. */
    public static boolean isDeadlock(Throwable thrown) {
        var sql = sqlException(thrown);
        return sql != null && state(sql).equals(DEADLOCK);
    }

    /** Whether a statement names something that is not, or not so, there any more. */
    public static boolean isOutdated(Throwable thrown) {
        var sql = sqlException(thrown);
        return sql != null && OUTDATED.contains(state(sql));
    }

    /** Whether the connection was gone when the statement was to be sent or answered. */
    static boolean isCutOff(Throwable thrown) {
        var sql = sqlException(thrown);
        return sql != null
                && !(sql instanceof SQLTransientConnectionException)
                && (state(sql).startsWith(CONNECTION_CLASS) || state(sql).equals(ENDED));
    }

    private static @Nullable Failure sorted(SQLException sql, String state) {
        if (sql instanceof SQLTransientConnectionException && sql.getCause() == null) {
            return new Unreachable(
                    DatabaseCode.BUSY,
                    "no connection to the database came free in time: " + sql.getMessage(),
                    sql);
        }
        if (state.equals(QUERY_CANCELED)) {
            return new Refused(
                    DatabaseCode.TIME_LIMIT, "the query was stopped: " + reason(sql), sql);
        }
        if (state.equals(READ_ONLY)) {
            return new Refused(DatabaseCode.READ_ONLY, reason(sql), sql);
        }
        if (isLost(state) || sql instanceof SQLTransientConnectionException) {
            return new Unreachable(
                    DatabaseCode.UNREACHABLE, "the database does not answer: " + reason(sql), sql);
        }
        var limit = limit(sql, state);
        if (limit != null) {
            return limit;
        }
        return switch (state.substring(0, 2)) {
            case AUTHORIZATION_CLASS ->
                    new Refused(
                            DatabaseCode.LOGIN,
                            "the database refuses the login: " + reason(sql),
                            sql);
            case CATALOG_CLASS -> new Refused(DatabaseCode.MISSING, reason(sql), sql);
            case RESOURCES_CLASS ->
                    new Unreachable(
                            DatabaseCode.EXHAUSTED,
                            "the database has run out: " + reason(sql),
                            sql);
            case DATA_CLASS -> new Refused(DatabaseCode.VALUE, reason(sql), sql);
            case INTEGRITY_CLASS -> new Refused(DatabaseCode.CONSTRAINT, reason(sql), sql);
            case ROLLBACK_CLASS -> new Clash(DatabaseCode.CLASH, reason(sql), sql);
            default -> null;
        };
    }

    /** The failure of a statement that needs more than one may take; null where it is another. */
    private static @Nullable Refused limit(SQLException sql, String state) {
        var reason = reason(sql);
        if (state.equals(OUT_OF_MEMORY) && reason.startsWith("out of memory")) {
            return new Refused(
                    DatabaseCode.MEMORY_LIMIT,
                    "the query needs more memory than one query may have: " + reason,
                    sql);
        }
        if (state.equals(TEMPORARY_FILES)) {
            return new Refused(
                    DatabaseCode.TEMPORARY_FILES,
                    "the query needs more temporary files than one query may have: " + reason,
                    sql);
        }
        return null;
    }

    private static boolean isLost(String state) {
        return state.startsWith(CONNECTION_CLASS)
                || state.startsWith(SYSTEM_CLASS)
                || (state.startsWith(OPERATOR_CLASS) && !state.equals(QUERY_CANCELED));
    }

    /** The server's own sentence with its detail, without the driver's decoration. */
    static String reason(SQLException sql) {
        if (sql instanceof PSQLException fromServer) {
            var message = fromServer.getServerErrorMessage();
            if (message != null && message.getMessage() != null) {
                return message.getDetail() == null
                        ? message.getMessage()
                        : message.getMessage() + ": " + message.getDetail();
            }
        }
        var cause = sql.getCause();
        var own = String.valueOf(sql.getMessage());
        return cause instanceof SQLException deeper ? reason(deeper) : own;
    }

    private static String state(SQLException sql) {
        for (Throwable at = sql; at != null; at = at.getCause()) {
            if (at instanceof SQLException deeper
                    && deeper.getSQLState() != null
                    && deeper.getSQLState().length() == STATE_LENGTH) {
                return deeper.getSQLState();
            }
        }
        return UNKNOWN;
    }

    private static @Nullable SQLException sqlException(@Nullable Throwable thrown) {
        for (var at = thrown; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
