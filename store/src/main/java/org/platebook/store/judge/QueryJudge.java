package org.platebook.store.judge;

import org.jspecify.annotations.Nullable;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseFailure;
import org.platebook.store.database.Role;
import org.platebook.store.read.CopyField;
import org.postgresql.util.PSQLException;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Judges queries by the server's own parse tree, before they run.
 *
 * <p>In a transaction that is rolled back, a login that has nothing but temporary views makes one
 * of the query and reads from pg_rewrite what the server understood: every function, operator,
 * type, relation and column by its number. Nothing of the query runs, and the text that is judged
 * is, to the letter, the text that runs afterwards. What is not understood beyond doubt is refused.
 */
public final class QueryJudge {

    private static final int KEPT = 1000;
    private static final int LONGEST_KEPT = 10_000;
    private static final int LONGEST = 1 << 18;
    private static final Duration KEPT_FOR = Duration.ofMinutes(1);
    private static final String CONNECTION_CLASS = "08";
    private static final String NO_PRIVILEGE = "42501";

    /**
     * How a text is to be understood, by the judge and by whoever runs it: said first in both
     * transactions.
     */
    public static final String UNDERSTANDING =
            """
            set local search_path = public, pg_temp;
            set local standard_conforming_strings = on;
            set local backslash_quote = safe_encoding;
            set local transform_null_equals = off;
            set local array_nulls = on;
            set local xmloption = content;
            set local intervalstyle = postgres
            """;

    private static final String BOUNDS =
            UNDERSTANDING.strip() + ";\nset local statement_timeout = '10s'";

    private static final String TREE =
            """
            select case when octet_length(r.ev_action::text) <= 8388608 then r.ev_action::text else '' end
            from pg_rewrite r
            where r.ev_class = 'pg_temp.judged'::regclass
            """;

    private final Database database;
    private final InstantSource clock;
    private final TreeForm form = TreeForm.load();
    private final Map<Question, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private @Nullable Names names;

    /**
     * @param clock for how long a judgement holds
     */
    public QueryJudge(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Question(Role role, String query) {}

    private record Kept(Judgement.Allowed allowed, Instant until) {}

    /**
     * Judges a query.
     *
     * @param query one query as the client meant it, whatever it holds
     * @param written makes of the query's columns the text that is to run, in which the query
     *     stands unchanged; always the same for the same columns
     * @throws org.platebook.model.failure.Unreachable when the database does not answer
     */
    public Judgement judge(Role role, String query, Function<List<CopyField>, String> written) {
        if (query.length() > LONGEST) {
            return new Judgement.NotAllowed(
                    "the query has %s characters; %s are allowed"
                            .formatted(query.length(), LONGEST));
        }
        var question = new Question(role, query);
        var known = known(question);
        if (known != null) {
            return known;
        }
        var judgement = judged(role, query, written);
        if (judgement instanceof Judgement.Senseless senseless
                && NO_PRIVILEGE.equals(senseless.reason().getSQLState())
                && database.showSchemasToJudge()) {
            judgement = judged(role, query, written);
        }
        if (judgement instanceof Judgement.Allowed allowed && query.length() <= LONGEST_KEPT) {
            keep(question, allowed);
        }
        return judgement;
    }

    private Judgement judged(Role role, String query, Function<List<CopyField>, String> written) {
        return database.judging(
                connection -> {
                    try {
                        return judged(connection, role, query, written);
                    } catch (SQLException e) {
                        throw DatabaseFailure.of(e);
                    }
                });
    }

    private Judgement judged(
            Connection connection,
            Role role,
            String query,
            Function<List<CopyField>, String> written)
            throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(BOUNDS);
        }
        var plain = new PlainStatement(connection);
        var one = "create temp view one as select 1 as one from (\n" + query + "\n) as q";
        String sql;
        String tree;
        List<CopyField> fields;
        try {
            plain.run(one);
            fields = plain.describe("select * from (\n" + query + "\n) as q");
            sql = written.apply(fields);
            plain.run("create temp view judged as " + sql);
            tree = tree(connection);
        } catch (SQLException e) {
            requireOfTheQuery(e);
            connection.rollback();
            return isGrammatical(connection, one)
                    ? new Judgement.Senseless(e)
                    : new Judgement.NoSql(e);
        }
        try {
            var parsed = ParseTree.names(tree, form);
            var objection = names().objection(parsed, role);
            return objection.isPresent() ? objection.get() : new Judgement.Allowed(sql, fields);
        } catch (UnknownTree e) {
            var sentence = "not allowed in a query: " + e.getMessage();
            // Names were not looked at: the answer must not tell that they are there.
            return role == Role.STAFF
                    ? new Judgement.NotAllowed(sentence)
                    : new Judgement.Hidden(sentence);
        }
    }

    private static String tree(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(TREE)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Of a statement that makes something the server reads the grammar alone before it runs. */
    private static boolean isGrammatical(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(BOUNDS);
        }
        try {
            new PlainStatement(connection).describe(sql);
            return true;
        } catch (SQLException e) {
            requireOfTheQuery(e);
            return false;
        }
    }

    /** A server that went away says nothing of the query. */
    private static void requireOfTheQuery(SQLException e) throws SQLException {
        var state = String.valueOf(e.getSQLState());
        if (!(e instanceof PSQLException) || state.startsWith(CONNECTION_CLASS)) {
            throw e;
        }
    }

    private synchronized Names names() {
        if (names == null) {
            names = new Names(database, database.own(AllowedSql::of));
        }
        return names;
    }

    private Judgement.@Nullable Allowed known(Question question) {
        synchronized (kept) {
            var found = kept.get(question);
            return found != null && clock.instant().isBefore(found.until())
                    ? found.allowed()
                    : null;
        }
    }

    private void keep(Question question, Judgement.Allowed allowed) {
        synchronized (kept) {
            kept.put(question, new Kept(allowed, clock.instant().plus(KEPT_FOR)));
            var eldest = kept.keySet().iterator();
            if (kept.size() > KEPT) {
                eldest.next();
                eldest.remove();
            }
        }
    }
}
