package org.platebook.store.judge;

import org.platebook.store.judge.TreeForm.Meaning;

import java.util.BitSet;
import java.util.Map;
import java.util.Set;

/**
 * Reads a parse tree as PostgreSQL writes it (type pg_node_tree; nodes/outfuncs.c and nodes/read.c
 * of PostgreSQL 18) and collects what it refers to.
 *
 * <p>A node is {@code {NAME :field value …}}, a list {@code (value …)}, of numbers {@code (i 1 2)},
 * of oids {@code (o 1 2)}, a set of numbers {@code (b 1 2)}; nothing is {@code <>}. What a text of
 * the query's own holds is behind backslashes, so no piece of it is taken for a bracket. Whatever
 * is not known is an error.
 */
final class ParseTree {

    private static final int DEEPEST = 1500;
    private static final String NOTHING = "<>";
    private static final Set<String> EMPTY = Set.of(NOTHING, "0", "false");
    private static final String QUERY = "1";
    private static final String JSON_TABLE = "1";

    /** Nothing, and ACL_SELECT. */
    private static final Set<String> READ = Set.of("0", "2");

    /** The last of SQLValueFunctionOp that tells a time (SVFOP_LOCALTIMESTAMP_N). */
    private static final int LAST_TIME = 8;

    /** The handlers of TABLESAMPLE that PostgreSQL has, as their numbers in pg_proc.dat. */
    private static final Set<String> SAMPLING = Set.of("3313", "3314");

    /** What the fields are that people ask for, in their words. */
    private static final Map<String, String> IN_WORDS =
            Map.of(
                    "QUERY.hasForUpdate", "locking rows (FOR UPDATE, FOR SHARE)",
                    "SQLVALUEFUNCTION.op",
                            "current_user, session_user, current_catalog and current_schema");

    private final String text;
    private final TreeForm form;
    private final ParsedNames names = ParsedNames.none();
    private int at;
    private int depth;
    private long columnsOf;
    private String place = "";

    private ParseTree(String text, TreeForm form) {
        this.text = text;
        this.form = form;
    }

    static ParsedNames names(String text, TreeForm form) throws UnknownTree {
        var tree = new ParseTree(text, form);
        tree.value(Meaning.PLAIN, tree.token());
        if (!tree.token().isEmpty()) {
            throw new UnknownTree("more than one tree");
        }
        return tree.names;
    }

    private void value(Meaning meaning, String first) throws UnknownTree {
        if (++depth > DEEPEST) {
            throw new UnknownTree("more than " + DEEPEST + " levels of nesting");
        }
        switch (first) {
            case NOTHING -> {}
            case "" -> throw new UnknownTree("an end too early");
            case "{" -> node(meaning);
            case "(" -> list(meaning);
            case ")", "}" -> throw new UnknownTree("a bracket too many");
            default -> atom(meaning, first);
        }
        depth--;
    }

    private void node(Meaning meaning) throws UnknownTree {
        if (meaning != Meaning.PLAIN) {
            throw new UnknownTree(place);
        }
        var node = token();
        if (!form.hasNode(node)) {
            throw new UnknownTree(node);
        }
        for (var token = token(); !token.equals("}"); token = token()) {
            if (!token.startsWith(":")) {
                throw new UnknownTree(node + " without the name of a field");
            }
            var field = token.substring(1);
            var meant =
                    form.field(node, field).orElseThrow(() -> new UnknownTree(node + "." + field));
            place = node + "." + field;
            if (meant == Meaning.DATUM) {
                datum();
            } else {
                value(meant, token());
            }
        }
    }

    private void list(Meaning meaning) throws UnknownTree {
        switch (meaning) {
            case EMPTY -> throw new UnknownTree(place);
            case COLUMNS, NO_COLUMNS -> columns(meaning);
            default -> {
                var token = token();
                if (meaning != Meaning.PLAIN) {
                    require(token.equals("o"), "a list of oids", token);
                    token = token();
                }
                for (; !token.equals(")"); token = token()) {
                    value(meaning, token);
                }
            }
        }
    }

    private void columns(Meaning meaning) throws UnknownTree {
        var token = token();
        require(token.equals("b"), "a set of columns", token);
        var columns = new BitSet();
        for (token = token(); !token.equals(")"); token = token()) {
            columns.set((int) number(token));
        }
        require(meaning == Meaning.COLUMNS || columns.isEmpty(), "no columns", "some");
        if (meaning == Meaning.COLUMNS) {
            names.read(columnsOf, columns);
        }
    }

    /** {@code <>}, or the length and then so many bytes in brackets. */
    private void datum() throws UnknownTree {
        var token = token();
        if (token.equals(NOTHING)) {
            return;
        }
        number(token);
        token = token();
        require(token.equals("["), "a constant's bytes", token);
        for (token = token(); !token.equals("]"); token = token()) {
            number(token);
        }
    }

    private void atom(Meaning meaning, String atom) throws UnknownTree {
        switch (meaning) {
            case PLAIN -> {}
            case FUNCTION -> names.functions().add(number(atom));
            case OPERATOR -> names.operators().add(number(atom));
            case TYPE -> names.types().add(number(atom));
            case MADE -> names.made().add(number(atom));
            case RELATION -> names.read(number(atom), new BitSet());
            case COLUMNS_OF -> columnsOf = number(atom);
            case EMPTY -> require(EMPTY.contains(atom), "nothing", atom);
            case SELECT -> require(atom.equals(QUERY), "a query", atom);
            case READ_PERMISSION -> require(READ.contains(atom), "reading", atom);
            case TIME_OF_NOW -> require(number(atom) <= LAST_TIME, "a time", atom);
            case JSON_TABLE -> require(atom.equals(JSON_TABLE), "a table of JSON", atom);
            case SAMPLING -> require(SAMPLING.contains(atom), "a known sampling", atom);
            case COLUMNS, NO_COLUMNS, DATUM -> require(false, "a list", atom);
        }
    }

    private void require(boolean holds, String wanted, String found) throws UnknownTree {
        if (!holds) {
            throw new UnknownTree(
                    IN_WORDS.getOrDefault(
                            place, "%s = %s, expected %s".formatted(place, found, wanted)));
        }
    }

    private static long number(String atom) throws UnknownTree {
        try {
            return Long.parseLong(atom);
        } catch (NumberFormatException e) {
            throw new UnknownTree(atom + " where a number is expected");
        }
    }

    /** The next piece, backslashes included; empty at the end. */
    private String token() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        int begin = at;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isBlank(c)) {
                break;
            }
            if (isBracket(c)) {
                at += at == begin ? 1 : 0;
                break;
            }
            at += c == '\\' ? 2 : 1;
        }
        at = Math.min(at, text.length());
        return text.substring(begin, at);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\n' || c == '\t';
    }

    private static boolean isBracket(char c) {
        return c == '(' || c == ')' || c == '{' || c == '}';
    }
}
