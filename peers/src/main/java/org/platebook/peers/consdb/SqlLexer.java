package org.platebook.peers.consdb;

import org.platebook.model.failure.Refused;
import org.platebook.peers.consdb.SqlToken.Kind;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Takes SQL apart as PostgreSQL does (PostgreSQL 18 manual, section 4.1), comments left out.
 *
 * <p>What it cannot be sure of, it refuses: characters that no query needs, parameters, and names
 * or texts written with Unicode escapes.
 */
final class SqlLexer {

    private static final String MARKS = "()[],;.:";
    private static final String OPERATORS = "+-*/<>=~!@#%^&|`?";
    private static final String BLANKS = " \t\n\r\f\u000b";
    private static final int BEYOND_ASCII = 0x80;

    private final String sql;
    private final List<SqlToken> tokens = new ArrayList<>();
    private int at;

    private SqlLexer(String sql) {
        this.sql = sql;
    }

    /**
     * The pieces of a text, in order.
     *
     * @throws Refused when it is not SQL, or is written in a way that hides what it is
     */
    static List<SqlToken> tokens(String sql) {
        var lexer = new SqlLexer(sql);
        while (lexer.at < sql.length()) {
            lexer.step();
        }
        return List.copyOf(lexer.tokens);
    }

    private void step() {
        char c = sql.charAt(at);
        if (BLANKS.indexOf(c) >= 0) {
            at++;
        } else if (sql.startsWith("--", at)) {
            skip(i -> i != '\n' && i != '\r');
        } else if (sql.startsWith("/*", at)) {
            comment();
        } else if (c == '\'') {
            plainString(at);
        } else if (c == '"') {
            quotedName();
        } else if (c == '$') {
            dollarString();
        } else if (isNameStart(c)) {
            word();
        } else if (isDigit(c)) {
            number();
        } else if (MARKS.indexOf(c) >= 0) {
            add(Kind.MARK, at, at + 1);
        } else if (OPERATORS.indexOf(c) >= 0) {
            operator();
        } else {
            throw refused("the character %s has no place in a query".formatted(shown(c)));
        }
    }

    /** Comments may hold comments. */
    private void comment() {
        int depth = 0;
        do {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
            if (at > sql.length() || (at == sql.length() && depth > 0)) {
                throw refused("a comment has no end");
            }
        } while (depth > 0);
    }

    private void plainString(int begin) {
        int end = sql.indexOf('\'', at + 1);
        while (end >= 0 && end + 1 < sql.length() && sql.charAt(end + 1) == '\'') {
            end = sql.indexOf('\'', end + 2);
        }
        if (end < 0) {
            throw refused("a text has no end");
        }
        add(Kind.STRING, begin, end + 1);
    }

    /** A text in which a backslash takes away the meaning of what follows. */
    private void escapedString(int begin) {
        int i = at + 1;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            if (c == '\\') {
                i += 2;
            } else if (c == '\'' && i + 1 < sql.length() && sql.charAt(i + 1) == '\'') {
                i += 2;
            } else if (c == '\'') {
                add(Kind.STRING, begin, i + 1);
                return;
            } else {
                i++;
            }
        }
        throw refused("a text has no end");
    }

    private void dollarString() {
        int tagEnd = at + 1;
        while (tagEnd < sql.length() && isTagPart(sql.charAt(tagEnd), tagEnd == at + 1)) {
            tagEnd++;
        }
        if (tagEnd == sql.length() || sql.charAt(tagEnd) != '$') {
            throw refused("parameters such as $1 are not answered here");
        }
        var tag = sql.substring(at, tagEnd + 1);
        int end = sql.indexOf(tag, tagEnd + 1);
        if (end < 0) {
            throw refused("a text has no end");
        }
        add(Kind.STRING, at, end + tag.length());
    }

    private void quotedName() {
        var name = new StringBuilder();
        int i = at + 1;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            boolean doubled = c == '"' && i + 1 < sql.length() && sql.charAt(i + 1) == '"';
            if (c == '"' && !doubled) {
                tokens.add(new SqlToken(Kind.QUOTED, name.toString(), at, i + 1));
                at = i + 1;
                return;
            }
            name.append(c);
            i += doubled ? 2 : 1;
        }
        throw refused("a name in quotation marks has no end");
    }

    private void word() {
        int begin = at;
        skip(c -> isNameStart(c) || isDigit(c) || c == '$');
        var word = sql.substring(begin, at);
        boolean quote = at < sql.length() && sql.charAt(at) == '\'';
        boolean ampersand = sql.startsWith("&'", at) || sql.startsWith("&\"", at);
        if (word.equalsIgnoreCase("u") && ampersand) {
            throw refused("names and texts with Unicode escapes (U&) are not answered here");
        }
        if (quote && word.equalsIgnoreCase("e")) {
            escapedString(begin);
        } else if (quote && word.length() == 1 && "bBxXnN".contains(word)) {
            plainString(begin);
        } else {
            tokens.add(new SqlToken(Kind.WORD, word, begin, at));
        }
    }

    private void number() {
        int begin = at;
        skip(c -> isDigit(c) || isNameStart(c) || c == '.');
        char last = sql.charAt(at - 1);
        boolean signed = at < sql.length() && "+-".indexOf(sql.charAt(at)) >= 0;
        if ((last == 'e' || last == 'E') && signed) {
            at++;
            skip(SqlLexer::isDigit);
        }
        tokens.add(new SqlToken(Kind.NUMBER, sql.substring(begin, at), begin, at));
    }

    /** A comment may begin right after an operator. */
    private void operator() {
        int end = at;
        while (end < sql.length()
                && OPERATORS.indexOf(sql.charAt(end)) >= 0
                && !sql.startsWith("--", end)
                && !sql.startsWith("/*", end)) {
            end++;
        }
        add(Kind.OPERATOR, at, end);
    }

    private void add(Kind kind, int begin, int end) {
        tokens.add(new SqlToken(kind, sql.substring(begin, end), begin, end));
        at = end;
    }

    private void skip(IntPredicate wanted) {
        while (at < sql.length() && wanted.test(sql.charAt(at))) {
            at++;
        }
    }

    private static boolean isTagPart(char c, boolean first) {
        return isNameStart(c) || (!first && isDigit(c));
    }

    private static boolean isNameStart(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= BEYOND_ASCII;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static String shown(char c) {
        return c < ' ' ? "of code " + (int) c : "\"" + c + '"';
    }

    private static Refused refused(String reason) {
        return SelectText.refused(reason);
    }
}
