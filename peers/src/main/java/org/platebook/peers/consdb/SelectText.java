package org.platebook.peers.consdb;

import org.platebook.model.failure.Refused;
import org.platebook.peers.consdb.SqlToken.Kind;
import org.platebook.store.history.HistoryNames;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A query in PostgreSQL's SQL as the database is to be given it. Whether it may run is judged of
 * this text, by the database itself ({@link org.platebook.store.judge.QueryJudge}).
 *
 * @param sql the query, without comments and without a semicolon
 */
record SelectText(String sql) {

    private static final Set<String> FIRST_WORDS = Set.of("select", "with", "values", "table");

    /**
     * Takes a text for what it is meant to be.
     *
     * @param schemas the name of a schema, in lower case, to that of the one which is to be read
     *     for it: itself, or the one that shows its past
     * @throws Refused {@code consdb.sql} when it is more or other than one query
     */
    static SelectText of(String text, UnaryOperator<String> schemas) {
        if (text.indexOf('\0') >= 0) {
            throw refused("the character of code 0 has no place in a query");
        }
        var tokens = SqlLexer.tokens(text);
        int end = tokens.size();
        while (end > 0 && tokens.get(end - 1).isMark(';')) {
            end--;
        }
        tokens = tokens.subList(0, end);
        requireOneQuery(tokens);
        return new SelectText(written(text, tokens, schemas));
    }

    static Refused refused(String reason) {
        return new Refused(ConsDbCode.SQL, reason);
    }

    private static void requireOneQuery(List<SqlToken> tokens) {
        if (tokens.isEmpty()) {
            throw refused("the query is empty");
        }
        var first = tokens.stream().filter(token -> !token.isMark('(')).findFirst();
        if (first.filter(t -> t.kind() == Kind.WORD && FIRST_WORDS.contains(t.folded()))
                .isEmpty()) {
            throw refused(
                    "only queries are answered here: they begin with SELECT, WITH, VALUES or TABLE, not with %s"
                            .formatted(first.map(SqlToken::text).orElse("nothing")));
        }
        int depth = 0;
        for (int i = 1; i < tokens.size(); i++) {
            // The rules of the first piece hold for the second in PostgreSQL.
            if (tokens.get(i).kind() == Kind.STRING && tokens.get(i - 1).kind() == Kind.STRING) {
                throw refused(
                        "a text that is continued after a line break is not allowed: join its pieces with ||");
            }
        }
        for (var token : tokens) {
            if (token.isMark(';')) {
                throw refused("only one statement is answered at a time");
            }
            depth += token.isMark('(') ? 1 : token.isMark(')') ? -1 : 0;
            if (depth < 0) {
                break;
            }
        }
        if (depth != 0) {
            throw refused("the parentheses do not match");
        }
    }

    /**
     * Writes the pieces again, one blank or line break for whatever stood between them. Clients
     * double the percent sign because ConsDB's server wants it so; as an operator it is one sign.
     */
    private static String written(
            String text, List<SqlToken> tokens, UnaryOperator<String> schemas) {
        var sql = new StringBuilder(text.length());
        int last = 0;
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            if (token.begin() > last) {
                sql.append(text.substring(last, token.begin()).contains("\n") ? '\n' : ' ');
            }
            var piece = text.substring(token.begin(), token.end());
            if (token.kind() == Kind.OPERATOR) {
                piece = piece.equals("%%") ? "%" : piece;
            } else if (qualifies(tokens, i)) {
                var name = token.kind() == Kind.QUOTED ? token.text() : token.folded();
                var read = schemas.apply(name);
                piece = read.equals(name) ? piece : HistoryNames.quoted(read);
            }
            sql.append(piece);
            last = token.end();
        }
        return sql.toString().strip();
    }

    /** Whether a name stands before a dot and behind none, as that of a schema does. */
    private static boolean qualifies(List<SqlToken> tokens, int place) {
        return tokens.get(place).isName()
                && place + 1 < tokens.size()
                && tokens.get(place + 1).isMark('.')
                && (place == 0 || !tokens.get(place - 1).isMark('.'));
    }
}
