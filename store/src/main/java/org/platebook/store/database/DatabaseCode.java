package org.platebook.store.database;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of the database. */
public enum DatabaseCode implements FailureCode {
    HIDDEN(
            FailureKind.MISSING,
            "database.hidden",
            "what is asked for is not here, or not for the caller",
            "ask with a token that may read it"),
    URL(
            FailureKind.REFUSED,
            "database.url",
            "the address of the database is not one of PostgreSQL",
            "write it as in `jdbc:postgresql://db.example.org/platebook`"),
    CONNECTIONS(
            FailureKind.REFUSED,
            "database.connections",
            "there would be no connection to write or to read with",
            "give 1 or more of each"),
    TIMEOUT(
            FailureKind.REFUSED,
            "database.timeout",
            "a time limit of connections or statements is not positive",
            "give one that is"),
    QUEUE(
            FailureKind.REFUSED,
            "database.queue",
            "a bound of the queue for connections is not positive",
            "give bounds that are"),
    LIMITS(
            FailureKind.REFUSED,
            "database.limits",
            "memory, temporary files or helpers of queries are fewer than there can be",
            "give the numbers that the message names"),
    VERSION(
            FailureKind.REFUSED,
            "database.version",
            "the server is older than Platebook needs",
            "use the version that the message names, or a newer one"),
    NEWER(
            FailureKind.REFUSED,
            "database.newer",
            "a newer program has migrated the database in a way that this one cannot work with",
            "use the newer Platebook"),
    MIGRATION(
            FailureKind.REFUSED,
            "database.migration",
            "Platebook's own schemas cannot be brought up to date",
            "the message says which step failed; often a right or an extension is missing, see [operating](operating.md)"),
    LOGIN(
            FailureKind.REFUSED,
            "database.login",
            "the server turns the login down",
            "correct user and password file"),
    READER_LOGIN(
            FailureKind.REFUSED,
            "database.reader-login",
            "a login for readers, or that of the judge of SQL, may do more than it should, is configured but missing, or is not let in by the server",
            "the message names the login; drop it, revoke what it has too much, or correct its password or pg_hba.conf: see [operating](operating.md)"),
    MISSING(
            FailureKind.REFUSED,
            "database.missing",
            "the database or schema is not there",
            "create it, see [operating](operating.md)"),
    READ_ONLY(
            FailureKind.REFUSED,
            "database.read-only",
            "something tried to write where only reading is allowed",
            "point Platebook at the primary server, not at a replica"),
    VALUE(
            FailureKind.REFUSED,
            "database.value",
            "the database cannot hold or compute a value",
            "correct the value that the message names"),
    CONSTRAINT(
            FailureKind.REFUSED,
            "database.constraint",
            "a row breaks a rule of its table, or is there already",
            "correct the row that the message names"),
    TIME_LIMIT(
            FailureKind.REFUSED,
            "database.time-limit",
            "a statement was stopped: it took too long, somebody cancelled it, or its client went away",
            "ask for less"),
    MEMORY_LIMIT(
            FailureKind.REFUSED,
            "database.memory-limit",
            "the query needs more memory than one query may have",
            "ask for less, or let the site raise `limits.queryMemoryMib`"),
    TEMPORARY_FILES(
            FailureKind.REFUSED,
            "database.temporary-files",
            "the query needs more temporary files than one query may have",
            "ask for less, sort fewer rows, or let the site raise `limits.temporaryFilesMib`"),
    CLASH(
            FailureKind.CLASH,
            "database.clash",
            "two transactions got in each other's way",
            "send it again"),
    BUSY(
            FailureKind.UNREACHABLE,
            "database.busy",
            "no connection came free within `capacity.longestWaitSeconds`",
            "try again after the seconds in `Retry-After`; if it stays so, look for long queries"),
    CALLER_BUSY(
            FailureKind.THROTTLED,
            "database.caller-busy",
            "the caller has `capacity.waitingPerCaller` requests waiting already",
            "send fewer at the same time"),
    UNREACHABLE(
            FailureKind.UNREACHABLE,
            "database.unreachable",
            "the server does not answer or went away; nothing was committed",
            "try again when it is there"),
    EXHAUSTED(
            FailureKind.UNREACHABLE,
            "database.exhausted",
            "the server has run out of disk, memory or connections",
            "make room, then try again"),
    COMMIT_LOST(
            FailureKind.UNCERTAIN,
            "database.commit-lost",
            "the server went away in the middle of a commit: it is done or not",
            "send the same records again; what was written already changes nothing");

    private final Explanation explanation;

    DatabaseCode(FailureKind kind, String code, String means, String remedy) {
        this.explanation = new Explanation(kind, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
