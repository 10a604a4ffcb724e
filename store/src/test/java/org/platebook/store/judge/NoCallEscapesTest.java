package org.platebook.store.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.platebook.model.failure.Failure;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.database.Role;
import org.platebook.store.read.CopyField;
import org.platebook.store.read.CopyReader;
import org.platebook.testkit.Seeded;
import org.platebook.testkit.TestPostgres;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A law, against the server itself: of random texts of all forms that SQL has, whatever the judge
 * allows is run, and the function trap(), which leaves a trace that no rollback takes back, has not
 * been called.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoCallEscapesTest {

    private static final List<String> CALLS =
            List.of(
                    "trap()",
                    "public.trap()",
                    "\"trap\"()",
                    "public . \"trap\" ( )",
                    "U&\"\\0074rap\"()",
                    "U&\"!0074rap\" uescape '!' ()",
                    "@#@ 1",
                    "trap/**/()",
                    "trap--\n()",
                    "(select trap())",
                    "operator(public.@#@) 1",
                    "cdb_small.trap()",
                    "TRAP()");

    private static final List<String> OPENINGS =
            List.of(
                    "'",
                    "E'",
                    "e'",
                    "N'",
                    "B'",
                    "x'",
                    "U&'",
                    "u&'",
                    "\"",
                    "U&\"",
                    "$$",
                    "$a$",
                    "$a b$",
                    "$1$",
                    "/*",
                    "/*/*",
                    "--",
                    "''",
                    "E''",
                    "\\'",
                    "E'a'\n'",
                    "'a'\n'",
                    "E'a' -- x\n '",
                    "E'a'/**/'",
                    "N'a'\n'",
                    "$a$$",
                    "$_$");

    private static final List<String> CLOSINGS =
            List.of(
                    "'", "''", "\\'", "\\\\'", "\"", "\"\"", "$$", "$a$", "*/", "*/*/", "\n", "\r",
                    "\r\n", "\\", "$_$", "' '");

    private static final List<String> GLUE =
            List.of(
                    " ",
                    "\n",
                    "\t",
                    "\f",
                    "\u000b",
                    "\u00a0",
                    ",",
                    ", ",
                    ";",
                    "(",
                    ")",
                    " as x",
                    " -- ",
                    "/**/",
                    " || ",
                    "::text",
                    " union all select ",
                    " from (select 1) as y",
                    " select ",
                    " where ",
                    ") as q, (select ",
                    ") as q; select (",
                    " 1 ",
                    " 'a' ",
                    " null ",
                    "%",
                    "?",
                    "-",
                    "+",
                    "@",
                    "#",
                    "&",
                    " b",
                    "[1]",
                    "{",
                    "}",
                    "\\",
                    "\u2028",
                    "é",
                    "U&",
                    "E",
                    "e",
                    "$",
                    ":",
                    ".",
                    "=",
                    "<",
                    "--\n",
                    "*");

    private final Database database =
            JudgedDatabase.open(DatabaseSettings.of(TestPostgres.fresh(), "postgres", null));
    private final QueryJudge judge = new QueryJudge(database, InstantSource.system());

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void the_trap_can_be_called_and_leaves_a_trace() {
        long before = calls();

        run(
                new Judgement.Allowed(
                        "select trap(), @#@ 1",
                        List.of(CopyField.of("a", "int8"), CopyField.of("b", "int8"))));

        assertThat(calls()).isEqualTo(before + 2);
    }

    @Seeded(runs = 60)
    void no_call_escapes(RandomGenerator random) {
        long before = calls();
        for (int i = 0; i < 25; i++) {
            var sql = text(random);
            if (judge.judge(Role.PUBLIC, sql, fields -> JudgedDatabase.written(sql, fields))
                    instanceof Judgement.Allowed allowed) {
                run(allowed);
                assertThat(calls()).as("%s", sql).isEqualTo(before);
            }
        }
        assertThat(calls()).isEqualTo(before);
    }

    /** The known way around a reader of the text, in a hundred variants each run. */
    @Seeded(runs = 20)
    void no_string_goes_on_where_nobody_looks(RandomGenerator random) {
        long before = calls();
        for (int i = 0; i < 25; i++) {
            var sql =
                    "select "
                            + one(random, OPENINGS)
                            + "a"
                            + one(random, CLOSINGS)
                            + one(random, List.of("\n", "\r", " ", "--x\n", "\f\n"))
                            + one(random, OPENINGS)
                            + "b"
                            + one(random, CLOSINGS)
                            + "' , "
                            + one(random, CALLS)
                            + " as x -- "
                            + one(random, CLOSINGS);
            if (judge.judge(Role.PUBLIC, sql, fields -> JudgedDatabase.written(sql, fields))
                    instanceof Judgement.Allowed allowed) {
                run(allowed);
            }
            assertThat(calls()).as("%s", sql).isEqualTo(before);
        }
    }

    private static String text(RandomGenerator random) {
        var sql = new StringBuilder("select ");
        int pieces = random.nextInt(1, 9);
        for (int i = 0; i < pieces; i++) {
            sql.append(
                    one(
                            random,
                            switch (random.nextInt(8)) {
                                case 0 -> CALLS;
                                case 1, 2 -> OPENINGS;
                                case 3, 4 -> CLOSINGS;
                                default -> GLUE;
                            }));
        }
        return sql.toString();
    }

    private static String one(RandomGenerator random, List<String> some) {
        return some.get(random.nextInt(some.size()));
    }

    /** As queries of clients run: through the driver's COPY, as a login of readers. */
    private void run(Judgement.Allowed allowed) {
        var transaction = database.reader(Role.PUBLIC, Duration.ofSeconds(5)).begin();
        try {
            try (var statement = transaction.connection().createStatement()) {
                statement.execute(QueryJudge.UNDERSTANDING + "; set transaction read write");
            }
            try (var rows = CopyReader.open(transaction, allowed.sql(), allowed.fields())) {
                while (rows.next()) {}
            }
        } catch (SQLException | Failure e) {
            transaction.close();
        }
    }

    private long calls() {
        return database.<Long>own(
                handle ->
                        handle.createQuery(
                                        "select case when is_called then last_value else 0 end from cdb_small.calls")
                                .mapTo(Long.class)
                                .one());
    }
}
