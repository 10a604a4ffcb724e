package org.platebook.store.database;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The PostgreSQL database of a site, with its fixed schemas in place.
 *
 * <p>Writers and the readers of each role have connections of their own, so that none of them can
 * starve another; readers also have logins of their own, which can do nothing but read in the name
 * of their role. May be used by many threads.
 */
public final class Database implements AutoCloseable {

    private static final String JUDGES = "platebook-judge";

    /**
     * Said before anything else, so that a connection that was cut is found out in time. It is no
     * query, before which transactions are told what they are.
     */
    private static final String KNOCK = "show transaction_read_only";

    private static final String SHOW_SCHEMAS =
            """
            select format('grant usage on schema %I to %I', n.nspname, cast(:login as text))
            from pg_namespace n
            where has_schema_privilege('platebook_staff', n.oid, 'usage')
                and not has_schema_privilege(cast(:login as name), n.oid, 'usage')
            """;

    private final DatabaseSettings settings;
    private final Pool writers;
    private final Map<Role, Pool> readers = new EnumMap<>(Role.class);
    private final Pool own;
    private final Pool judges;
    private final String judge;
    private final @Nullable String missingForSql;
    private final RunningReads running = new RunningReads();

    private Database(DatabaseSettings settings, Logins logins) {
        this.settings = settings;
        this.writers = owners("platebook-write", settings.pools().writers());
        this.own = owners("platebook-own", Pools.OWN);
        logins.readers().forEach((role, login) -> readers.put(role, readers(role, login)));
        this.judges =
                new Pool(
                        JUDGES,
                        Connections.dataSource(logins.judge(), JUDGES),
                        Pools.JUDGE,
                        settings);
        this.judge = logins.judge().user();
        this.missingForSql = logins.missing();
    }

    /**
     * Connects and brings the fixed schemas up to date.
     *
     * @throws org.platebook.model.failure.Unreachable when the database does not answer
     * @throws org.platebook.model.failure.Refused when it does not let us in, or is not one that
     *     Platebook can use
     */
    public static Database open(DatabaseSettings settings) {
        Migrations.apply(settings);
        var logins = ReaderLogins.ready(settings);
        TemporaryFiles.limit(settings, logins.readers());
        return new Database(settings, logins);
    }

    /** Reads in the name of a role, each statement bounded by the usual time limit of the role. */
    public Reader reader(Role role) {
        return reader(Identity.site(role));
    }

    /**
     * Reads in the name of a role.
     *
     * @param timeLimit of each statement; where it exceeds the one of the role, that one holds
     */
    public Reader reader(Role role, Duration timeLimit) {
        return reader(Identity.site(role), timeLimit);
    }

    /** Reads for a caller, each statement bounded by the usual time limit of the role. */
    public Reader reader(Identity identity) {
        return reader(identity, settings.limits().usual(identity.role()));
    }

    /**
     * Reads for a caller.
     *
     * @param timeLimit of each statement; where it exceeds the one of the role, that one holds
     */
    public Reader reader(Identity identity, Duration timeLimit) {
        var role = identity.role();
        return new Reader(
                Objects.requireNonNull(readers.get(role)),
                identity,
                settings.limits().statement(role, timeLimit),
                running);
    }

    /**
     * Ends the statements by which a thread reads at the moment, and its waiting for a connection
     * that reads: nobody waits for what it finds. Writes are not touched. To be said again as long
     * as the thread goes on.
     */
    public void abandonReads(Thread thread) {
        running.cancel(thread);
        readers.values().forEach(pool -> pool.abandon(thread));
    }

    /**
     * Runs work in one transaction as the owner of the schemas.
     *
     * @throws org.platebook.model.failure.Unreachable when the database does not answer; nothing is
     *     written
     * @throws org.platebook.model.failure.Uncertain when the commit was sent and its answer lost
     */
    public <R> R write(Function<Handle, R> work) {
        return write(Identity.SITE, work);
    }

    /**
     * The same for a caller, who waits for connections in a queue of their own.
     *
     * @param caller as in {@link Identity}
     */
    public <R> R write(String caller, Function<Handle, R> work) {
        try (var _ = writers.permit(caller)) {
            return Transaction.run(writers.jdbi(), writers.attempts(), KNOCK, work);
        }
    }

    /**
     * Runs work as the owner of the schemas, each statement in a transaction of its own.
     *
     * @throws org.platebook.model.failure.Unreachable when the database does not answer
     */
    public <R> R each(Function<Handle, R> work) {
        try (var _ = writers.permit(Identity.SITE);
                var handle =
                        Transaction.open(
                                writers.jdbi(), writers.attempts(), each -> each.execute(KNOCK))) {
            return work.apply(handle);
        } catch (JdbiException | UncheckedSql e) {
            throw DatabaseFailure.of(e);
        }
    }

    /**
     * Runs work in one short transaction on Platebook's own tables, such as those of tokens, on
     * connections of its own: it waits for no writer and no reader.
     *
     * @throws org.platebook.model.failure.Unreachable when the database does not answer
     */
    public <R> R own(Function<Handle, R> work) {
        try (var _ = own.permit(Identity.SITE)) {
            return Transaction.run(own.jdbi(), own.attempts(), KNOCK, work);
        }
    }

    /**
     * Lets the login that judges SQL use the schemas that readers may use, so that it finds names
     * in them; it may read nothing there.
     *
     * @return whether there was one that it could not use before
     */
    public boolean showSchemasToJudge() {
        return own(
                handle ->
                        !handle
                                .createQuery(SHOW_SCHEMAS)
                                .bind("login", judge)
                                .mapTo(String.class)
                                .list()
                                .stream()
                                .map(handle::execute)
                                .toList()
                                .isEmpty());
    }

    /**
     * Runs work in one transaction that is rolled back, as the login that judges SQL.
     *
     * @throws org.platebook.model.failure.Unreachable when the database does not answer
     */
    public <R> R judging(Function<Connection, R> work) {
        try (var _ = judges.permit(Identity.SITE);
                var connection = judges.connection()) {
            connection.setAutoCommit(false);
            try {
                return work.apply(connection);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        }
    }

    /**
     * What is missing so that SQL that clients send stands before two independent checks: logins of
     * readers that own nothing, and a login that judges. Empty where nothing is.
     */
    public Optional<String> missingForSql() {
        return Optional.ofNullable(missingForSql);
    }

    /**
     * Hears what is announced on a channel (NOTIFY), by this process or another, until it is
     * closed.
     *
     * @param channel a lower-case name of our own
     * @param hearer gets each message, on a thread of the listener; it must neither block nor throw
     * @throws org.platebook.model.failure.Unreachable when the database does not answer
     */
    public Listener listen(String channel, Consumer<String> hearer) {
        return new Listener(settings, channel, hearer);
    }

    /**
     * How many connections of a pool there are now.
     *
     * @param active in use
     * @param idle not in use
     * @param most greatest number of connections
     * @param queue of those that wait for one
     */
    public record PoolUse(int active, int idle, int most, QueueUse queue) {}

    /**
     * What the queue of a pool did since the start.
     *
     * @param waiting requests that wait now
     * @param served requests that got a connection
     * @param waited how long all of these waited
     * @param timedOut requests that got none in time
     * @param throttled requests of callers that had too many waiting ones
     */
    public record QueueUse(
            int waiting, long served, Duration waited, long timedOut, long throttled) {}

    /** The pools by their names, as in "platebook-write", and how they are used. */
    public Map<String, PoolUse> pools() {
        var pools = new TreeMap<String, PoolUse>();
        Stream.concat(Stream.of(writers, own, judges), readers.values().stream())
                .forEach(pool -> pools.put(pool.name(), pool.use()));
        return pools;
    }

    /** Where the database is. */
    public DatabaseSettings settings() {
        return settings;
    }

    /** Asks the database for a sign of life. */
    public void ping() {
        reader(Role.PUBLIC).read(handle -> handle.execute("select 1"));
    }

    @Override
    public void close() {
        writers.close();
        own.close();
        judges.close();
        readers.values().forEach(Pool::close);
    }

    private Pool owners(String name, int connections) {
        return new Pool(name, Connections.dataSource(settings, name), connections, settings);
    }

    private Pool readers(Role role, DatabaseSettings login) {
        var name = role.databaseRole();
        return new Pool(
                name, Connections.readOnly(login, name), settings.pools().readers(), settings);
    }
}
