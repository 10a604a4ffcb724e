package org.platebook.peers.consdb;

import org.platebook.model.failure.Refused;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseFailure;
import org.platebook.store.database.Identity;
import org.platebook.store.database.ReadTransaction;
import org.platebook.store.database.Reader;
import org.platebook.store.database.Role;
import org.platebook.store.history.HistoryNames;
import org.platebook.store.judge.Judgement;
import org.platebook.store.judge.QueryJudge;
import org.platebook.store.read.CopyField;
import org.platebook.store.read.CopyReader;
import org.platebook.store.read.CopyType;
import org.postgresql.util.PSQLException;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Runs a caller's query within its bounds, after it was judged: in the name of the caller's role,
 * in a transaction that can only read, with so much time and memory.
 *
 * <p>The query becomes a table of ours. So what may only stand at the top of a statement, such as a
 * clause that writes, is refused by the database as well; columns that the ledger keeps for itself
 * are left out; and each value comes in a form that can be streamed, or not at all where it is too
 * large to hold in memory.
 */
final class SelectRun {

    private static final String BOUNDS =
            QueryJudge.UNDERSTANDING.strip() + ";\nset local hash_mem_multiplier = 1";

    /** Schemas whose tables can be read as they were; each has another that shows them so. */
    private static final String WITH_PAST =
            """
            select substr(n.nspname, 1, length(n.nspname) - length('_as_of'))
            from pg_namespace as n
            where n.nspname like '%\\_as\\_of'
                and has_schema_privilege(n.oid, 'usage')
            """;

    private static final int MOST_BYTES_OF_A_VALUE = 16 << 20;
    private static final int MOST_ELEMENTS = 1_000_000;

    /** The one answer to all that could tell a hidden name from one that is not there. */
    private static final String NOT_THERE =
            "the query does not fit the tables that this caller can read: a table, column, function or type is missing or not"
                    + " readable, or types, grouping or columns do not match; /consdb/schema lists tables and columns";

    /** Feature not supported, cardinality, syntax or access rule, with check, program limit. */
    private static final Set<String> CALLERS_FAULTS = Set.of("0A", "21", "42", "3F", "44", "54");

    private static final int CLASS_LENGTH = 2;
    private static final Duration TICK = Duration.ofMillis(100);

    private static final Pattern TOO_LARGE =
            Pattern.compile("\"(an? (?:value|array) of \\d+ \\w+ is too large)\"");

    private final Database database;
    private final QueryJudge judge;
    private final Duration timeLimit;

    SelectRun(Database database, QueryJudge judge, Duration timeLimit) {
        this.database = database;
        this.judge = judge;
        this.timeLimit = timeLimit;
    }

    /**
     * Rows that stream.
     *
     * @param reader the rows, before the first one
     * @param names names of the columns as the query gives them; some may be the same
     * @param cells how each column is written
     */
    record Rows(CopyReader reader, List<String> names, List<JsonCell> cells) {}

    /**
     * Begins to stream; the caller closes the reader.
     *
     * @throws Refused {@code consdb.sql} when the query may not run, the database does not
     *     understand it, or it takes too long
     */
    Rows open(Identity caller, SelectText query) {
        return judged(database.reader(caller, timeLimit), query.sql());
    }

    /**
     * The same, with every schema as it was known at a moment.
     *
     * @param sql read as {@link SelectText} reads it
     */
    Rows open(Identity caller, String sql, Instant asOf) {
        var past = database.reader(caller, timeLimit).asOf(asOf);
        var schemas = past.read(handle -> handle.createQuery(WITH_PAST).mapTo(String.class).set());
        var text =
                SelectText.of(sql, name -> schemas.contains(name) ? HistoryNames.asOf(name) : name);
        return judged(past, text.sql());
    }

    /**
     * The same for a query of our own, which needs no judge.
     *
     * @param sql one select without parameters, made by our own code alone
     */
    Rows openOwn(Identity caller, String sql) {
        var transaction = database.reader(caller, timeLimit).begin();
        var fields = prepared(transaction, () -> CopyReader.fields(transaction, sql));
        return rows(transaction, written(sql, fields), fields);
    }

    private Rows judged(Reader reader, String query) {
        long began = System.nanoTime();
        boolean seesAll = reader.role() == Role.STAFF;
        return switch (judge.judge(reader.role(), query, fields -> written(query, fields))) {
            case Judgement.Allowed allowed -> run(reader, allowed);
            case Judgement.NoSql noSql -> throw failure(noSql.reason());
            case Judgement.NotAllowed no -> throw SelectText.refused(no.sentence());
            case Judgement.Senseless senseless when seesAll -> throw failure(senseless.reason());
            case Judgement.Hidden hidden when seesAll ->
                    throw SelectText.refused(hidden.sentence());
            case Judgement.Senseless _, Judgement.Hidden _ -> {
                awaitTick(began);
                throw SelectText.refused(NOT_THERE);
            }
        };
    }

    private static Rows run(Reader reader, Judgement.Allowed allowed) {
        var transaction = reader.begin();
        prepared(
                transaction,
                () -> {
                    try (var statement = transaction.connection().createStatement()) {
                        return statement.execute(BOUNDS);
                    }
                });
        return rows(transaction, allowed.sql(), allowed.fields());
    }

    /** Does what comes before the rows; the transaction ends where that fails. */
    private static <R> R prepared(ReadTransaction transaction, Step<R> step) {
        try {
            return step.take();
        } catch (SQLException e) {
            transaction.close();
            throw failure(e);
        } catch (RuntimeException | Error e) {
            transaction.close();
            throw e;
        }
    }

    @FunctionalInterface
    private interface Step<R> {
        R take() throws SQLException;
    }

    /**
     * Waits for the next whole tenth of a second since the query came. A name that is hidden is
     * found later than one that is not there, by less than that.
     */
    private static void awaitTick(long beganNanos) {
        long tick = TICK.toNanos();
        try {
            Thread.sleep(Duration.ofNanos(tick - (System.nanoTime() - beganNanos) % tick));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The transaction ends with the rows, or here where there are none. */
    private static Rows rows(ReadTransaction transaction, String sql, List<CopyField> fields) {
        var shown = fields.stream().filter(field -> !HistoryNames.isHidden(field.name())).toList();
        var cells = shown.stream().map(JsonCell::of).toList();
        var read = new ArrayList<CopyField>();
        for (int i = 0; i < shown.size(); i++) {
            read.add(cells.get(i).isText() ? asText(shown.get(i)) : shown.get(i));
        }
        try {
            return new Rows(
                    CopyReader.open(transaction, sql, read),
                    shown.stream().map(CopyField::name).toList(),
                    cells);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** The text that runs for a query with these columns. */
    private static String written(String query, List<CopyField> fields) {
        var columns = new ArrayList<String>();
        var selected = new ArrayList<String>();
        for (var field : fields) {
            var column = "c" + columns.size();
            columns.add(column);
            if (!HistoryNames.isHidden(field.name())) {
                selected.add(selected(column, field, JsonCell.of(field)) + " as " + column);
            }
        }
        return "select %s from (\n%s\n) as q%s"
                .formatted(
                        String.join(", ", selected),
                        query,
                        columns.isEmpty() ? "" : "(" + String.join(", ", columns) + ")");
    }

    private static CopyField asText(CopyField field) {
        return new CopyField(field.name(), CopyType.TEXT, "text");
    }

    private static String selected(String column, CopyField field, JsonCell cell) {
        return switch (cell) {
            case NUMBER_TEXT -> column + "::text";
            case TEXT, RAW, RAW_ARRAY -> bounded(text(column, cell));
            case BOOLS, SHORTS, INTS, LONGS, FLOATS, DOUBLES ->
                    "case when cardinality(%1$s) > %2$s then %3$s::%4$s else %1$s end"
                            .formatted(
                                    column,
                                    MOST_ELEMENTS,
                                    tooLarge(
                                            "an array of ",
                                            "cardinality(" + column + ")",
                                            " elements"),
                                    field.postgresType());
            case BOOL, SHORT, INT, LONG, FLOAT, DOUBLE, UUID, DATE, TIMESTAMP, TIMESTAMP_UTC ->
                    column;
        };
    }

    private static String text(String column, JsonCell cell) {
        return cell == JsonCell.RAW_ARRAY ? "to_json(" + column + ")::text" : column + "::text";
    }

    private static String bounded(String text) {
        return "case when octet_length(%1$s) > %2$s then %3$s else %1$s end"
                .formatted(
                        text,
                        MOST_BYTES_OF_A_VALUE,
                        tooLarge("a value of ", "octet_length(" + text + ")", " bytes"));
    }

    /** Fails with these words when it is evaluated: they are no number. */
    private static String tooLarge(String before, String size, String after) {
        return "('" + before + "' || " + size + " || '" + after + " is too large')::int4::text";
    }

    /** What a failure of the database is for the caller. */
    static RuntimeException failure(SQLException thrown) {
        var state = String.valueOf(thrown.getSQLState());
        if (state.length() > CLASS_LENGTH
                && CALLERS_FAULTS.contains(state.substring(0, CLASS_LENGTH))) {
            return new Refused(ConsDbCode.SQL, sentence(thrown), thrown);
        }
        var failure = DatabaseFailure.of(thrown);
        return failure instanceof Refused refused ? clearer(refused) : failure;
    }

    /** Says plainly what {@link #tooLarge} could only say as a text that is no number. */
    static Refused clearer(Refused refused) {
        var size = TOO_LARGE.matcher(refused.text());
        return size.find() ? new Refused(ConsDbCode.SIZE, size.group(1), refused) : refused;
    }

    private static String sentence(SQLException thrown) {
        if (thrown instanceof PSQLException fromServer) {
            var told = fromServer.getServerErrorMessage();
            if (told != null && told.getMessage() != null) {
                return told.getHint() == null
                        ? told.getMessage()
                        : told.getMessage() + ". " + told.getHint();
            }
        }
        return String.valueOf(thrown.getMessage());
    }
}
