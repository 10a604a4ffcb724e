package org.platebook.app.consdb;

import org.platebook.app.consdb.SqlToken.Kind;
import org.platebook.model.failure.Refused;
import org.platebook.store.history.HistoryNames;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * One query in PostgreSQL's SQL that can only read, as far as can be told from its text.
 *
 * <p>This is the first wall of several: the query runs in the name of a role that may only read, in
 * a transaction that may only read, within a time limit.
 *
 * @param sql the query, without comments and without a semicolon
 * @param forDriver the same as the driver must be given it for a prepared statement, in which a
 *     question mark would be a parameter
 */
record SelectText(String sql, String forDriver) {

    private static final String CODE = "consdb.sql";

    private static final Set<String> FIRST_WORDS = Set.of("select", "with", "values", "table");

    private static final Set<String> WRITING_WORDS =
            Set.of("insert", "update", "delete", "merge", "into");

    private static final Set<String> LOCK_WORDS = Set.of("update", "share", "no", "key");

    /** Of what begins with pg_, all that a query of images can want. */
    private static final Set<String> ALLOWED_PG = Set.of("pg_typeof");

    /** The catalogue, and the types that look things up in it. */
    private static final Pattern CATALOGUE =
            Pattern.compile(
                    "pg_.*|information_schema|regclass|regproc|regprocedure|regoper|regoperator"
                            + "|regtype|regrole|regnamespace|regconfig|regdictionary|regcollation");

    /** Functions that write, wait, look outside, change the session, or run text as SQL. */
    private static final Pattern REFUSED_FUNCTIONS =
            Pattern.compile(
                    "set_config|current_setting|nextval|setval|currval|lastval|lo_.*|loread|lowrite"
                            + "|dblink.*|.*_to_xml|.*_to_xmlschema|.*_to_xml_and_xmlschema"
                            + "|ts_stat|ts_rewrite|xpath_table|crosstab.*|connectby|txid_.*"
                            + "|inet_server_.*|inet_client_.*|has_.*_privilege|row_security_active"
                            + "|col_description|obj_description|shobj_description|format_type"
                            + "|brin_.*|gin_clean_.*|binary_upgrade_.*|currtid2?|version");

    /**
     * Takes a text for what it is meant to be.
     *
     * @param schemas the name of a schema, in lower case, to that of the one which is to be read
     *     for it: itself, or the one that shows its past
     * @throws Refused {@code consdb.sql} when it is more or other than one query, or could do
     *     anything but read
     */
    static SelectText of(String text, UnaryOperator<String> schemas) {
        var tokens = SqlLexer.tokens(text);
        int end = tokens.size();
        while (end > 0 && tokens.get(end - 1).isMark(';')) {
            end--;
        }
        tokens = tokens.subList(0, end);
        requireOneQuery(tokens);
        for (int i = 0; i < tokens.size(); i++) {
            requireHarmless(tokens, i);
        }
        return new SelectText(
                written(text, tokens, schemas, UnaryOperator.identity()),
                written(text, tokens, schemas, operator -> operator.replace("?", "??")));
    }

    static Refused refused(String reason) {
        return new Refused(CODE, reason);
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

    private static void requireHarmless(List<SqlToken> tokens, int place) {
        var token = tokens.get(place);
        if (!token.isName()) {
            return;
        }
        var name = token.folded();
        boolean qualified = place > 0 && tokens.get(place - 1).isMark('.');
        var next = place + 1 < tokens.size() ? tokens.get(place + 1) : null;
        if (token.kind() == Kind.WORD && !qualified) {
            if (WRITING_WORDS.contains(name)) {
                throw refused(
                        "%s is not answered here, where everything is only read; a column of that name needs quotation marks"
                                .formatted(token.text()));
            }
            if (name.equals("for")
                    && next != null
                    && next.kind() == Kind.WORD
                    && LOCK_WORDS.contains(next.folded())) {
                throw refused("rows are not locked here: leave out FOR %s".formatted(next.text()));
            }
        }
        if (CATALOGUE.matcher(name).matches() && !ALLOWED_PG.contains(name)) {
            throw refused(
                    "%s belongs to the database's own catalogue and tools: tables and columns are told at /consdb/schema"
                            .formatted(token.text()));
        }
        if (next != null && next.isMark('(') && REFUSED_FUNCTIONS.matcher(name).matches()) {
            throw refused("the function %s is not answered here".formatted(token.text()));
        }
    }

    /**
     * Writes the pieces again, one blank or line break for whatever stood between them. Clients
     * double the percent sign because ConsDB's server wants it so; as an operator it is one sign.
     */
    private static String written(
            String text,
            List<SqlToken> tokens,
            UnaryOperator<String> schemas,
            UnaryOperator<String> operators) {
        var sql = new StringBuilder(text.length());
        int last = 0;
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            if (token.begin() > last) {
                sql.append(text.substring(last, token.begin()).contains("\n") ? '\n' : ' ');
            }
            var piece = text.substring(token.begin(), token.end());
            if (token.kind() == Kind.OPERATOR) {
                piece = operators.apply(piece.equals("%%") ? "%" : piece);
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
