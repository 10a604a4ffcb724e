package org.platebook.vo.adql;

import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.Vocabulary;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;
import org.platebook.vo.adql.grammar.AdqlLexer;
import org.platebook.vo.adql.grammar.AdqlParser;
import org.platebook.vo.adql.tree.Position;
import org.platebook.vo.adql.tree.Query;

import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the text of a query into its syntax tree (ADQL 2.1, IVOA Recommendation 2023-12-15).
 *
 * <p>Thread-safe.
 */
public final class AdqlReader {

    private static final int MOST_CHARACTERS = 1_000_000;
    private static final int DEEPEST_NESTING = 100;
    private static final int LONGEST_CHAIN = 1_000;
    private static final int FEW = 6;

    /**
     * Reads a query.
     *
     * @throws Refused when the text is not ADQL, naming the place
     */
    public Query read(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new Refused(
                    AdqlCode.LENGTH,
                    String.format(
                            Locale.ROOT,
                            "the query has %,d characters; %,d are allowed",
                            text.length(),
                            MOST_CHARACTERS));
        }
        var lexer = new AdqlLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        var tokens = new CommonTokenStream(lexer);
        checkNesting(tokens);
        var context = parsed(tokens);
        checkDepth(context);
        return new QueryBuilder().query(context);
    }

    /**
     * Tries the fast prediction first; only a text that fails so is read again with the full one.
     */
    private static AdqlParser.QueryContext parsed(CommonTokenStream tokens) {
        var parser = new AdqlParser(tokens);
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        try {
            return parser.query();
        } catch (ParseCancellationException e) {
            parser.reset();
            parser.setErrorHandler(new DefaultErrorStrategy());
            parser.addErrorListener(new FirstError());
            parser.getInterpreter().setPredictionMode(PredictionMode.LL);
            return parser.query();
        }
    }

    private static void checkNesting(CommonTokenStream tokens) {
        tokens.fill();
        int depth = 0;
        int prefixes = 0;
        for (var token : tokens.getTokens()) {
            switch (token.getType()) {
                case AdqlLexer.LEFT_PAREN -> depth++;
                case AdqlLexer.RIGHT_PAREN -> depth--;
                case AdqlLexer.NOT, AdqlLexer.MINUS, AdqlLexer.PLUS -> prefixes++;
                default -> prefixes = 0;
            }
            if (depth > DEEPEST_NESTING || prefixes > DEEPEST_NESTING) {
                throw AdqlFailure.syntax(
                        at(token), "nested more than " + DEEPEST_NESTING + " deep");
            }
        }
    }

    /** Walks without recursion, so that no text can exhaust the stack of what comes after. */
    private static void checkDepth(ParserRuleContext root) {
        record Node(ParseTree tree, int depth) {}
        var waiting = new ArrayDeque<Node>();
        waiting.add(new Node(root, 0));
        while (!waiting.isEmpty()) {
            var node = waiting.removeLast();
            if (!(node.tree() instanceof ParserRuleContext context)) {
                continue;
            }
            boolean chain =
                    context instanceof AdqlParser.ConjunctionContext
                            || context instanceof AdqlParser.DisjunctionContext;
            int depth = node.depth() + (chain ? 0 : 1);
            if (depth > LONGEST_CHAIN) {
                throw AdqlFailure.syntax(
                        at(context.getStart()), "more than " + LONGEST_CHAIN + " operators deep");
            }
            for (int i = 0; i < context.getChildCount(); i++) {
                waiting.add(new Node(context.getChild(i), depth));
            }
        }
    }

    static Position at(Token token) {
        return new Position(token.getLine(), token.getCharPositionInLine() + 1);
    }

    /** Turns the first error into a sentence for people. */
    private static final class FirstError extends BaseErrorListener {

        /** Words that nobody means as names. */
        private static final Set<String> CLAUSES =
                Set.of(
                        "SELECT", "FROM", "WHERE", "GROUP", "HAVING", "ORDER", "WITH", "UNION",
                        "AND", "OR", "NOT", "ON", "AS", "BY", "JOIN", "DROP", "INSERT", "UPDATE",
                        "DELETE", "CREATE", "ALTER");

        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                Object offendingSymbol,
                int line,
                int charPositionInLine,
                String message,
                @Nullable RecognitionException cause) {
            var at = new Position(line, charPositionInLine + 1);
            if (!(offendingSymbol instanceof Token token)) {
                throw AdqlFailure.syntax(at, message);
            }
            var expected = expected(recognizer, cause);
            var before = before(token, recognizer);
            if (before != null && isCalled(expected) && isWord(before)) {
                throw AdqlFailure.syntax(
                        at(before),
                        "%1$s is a reserved word, expected a '(' after it; as a name it must be written \"%1$s\""
                                .formatted(before.getText()));
            }
            throw AdqlFailure.syntax(at, sentence(token, expected, recognizer.getVocabulary()));
        }

        /** A token too many is reported without a cause, while the parser stands before it. */
        private static @Nullable IntervalSet expected(
                Recognizer<?, ?> recognizer, @Nullable RecognitionException cause) {
            if (cause != null) {
                return cause.getExpectedTokens();
            }
            return recognizer instanceof Parser parser ? parser.getExpectedTokens() : null;
        }

        /** Whether nothing but the arguments of a function may follow. */
        private static boolean isCalled(@Nullable IntervalSet expected) {
            return expected != null
                    && expected.size() == 1
                    && expected.contains(AdqlLexer.LEFT_PAREN);
        }

        private static @Nullable Token before(Token token, Recognizer<?, ?> recognizer) {
            return recognizer instanceof Parser parser && token.getTokenIndex() > 0
                    ? parser.getTokenStream().get(token.getTokenIndex() - 1)
                    : null;
        }

        private static String sentence(
                Token token, @Nullable IntervalSet expected, Vocabulary words) {
            var found = token.getType() == Token.EOF ? "the query ends here" : found(token);
            var hint =
                    isWord(token) && !CLAUSES.contains(token.getText().toUpperCase(Locale.ROOT))
                            ? "; as a name it must be written \"" + token.getText() + "\""
                            : "";
            if (expected == null || expected.isNil()) {
                return found + hint;
            }
            if (expected.size() > FEW) {
                boolean headless =
                        token.getType() == Token.EOF && expected.contains(AdqlLexer.FROM);
                return found + (headless ? ", before its FROM" : hint);
            }
            var wanted =
                    expected.toList().stream()
                            .map(type -> name(type, words))
                            .distinct()
                            .collect(Collectors.joining(", "));
            return found + ", where " + wanted + " was expected" + hint;
        }

        /** What a kind of token is called among people. */
        private static String name(int type, Vocabulary words) {
            return switch (type) {
                case Token.EOF -> "the end";
                case AdqlLexer.REGULAR_IDENTIFIER, AdqlLexer.DELIMITED_IDENTIFIER -> "a name";
                case AdqlLexer.UNSIGNED_INTEGER -> "a whole number";
                case AdqlLexer.DECIMAL, AdqlLexer.APPROXIMATE -> "a number";
                case AdqlLexer.STRING -> "a text";
                default -> words.getDisplayName(type).replaceAll("'(\\w+)'", "$1");
            };
        }

        private static String found(Token token) {
            return switch (token.getType()) {
                case AdqlLexer.UNEXPECTED ->
                        token.getText().equals("'") || token.getText().equals("\"")
                                ? "a quote is not closed"
                                : "the character " + token.getText() + " has no place in ADQL";
                default ->
                        isWord(token)
                                ? "the reserved word " + token.getText() + " cannot stand here"
                                : "unexpected " + token.getText();
            };
        }

        private static boolean isWord(Token token) {
            var name = token.getText();
            return !name.isEmpty()
                    && Character.isLetter(name.charAt(0))
                    && token.getType() != AdqlLexer.REGULAR_IDENTIFIER;
        }
    }
}
