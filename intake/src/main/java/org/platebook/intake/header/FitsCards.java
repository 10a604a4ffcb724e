package org.platebook.intake.header;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Reads the 80-character cards of one FITS header (FITS Standard 4.0, section 4), with HIERARCH
 * names and CONTINUEd strings.
 *
 * <p>What is broken is told, kept as text as far as it can be read, and stops nothing.
 */
final class FitsCards {

    static final int LENGTH = 80;

    private static final int KEYWORD_LENGTH = 8;
    private static final String HIERARCH = "HIERARCH";
    private static final String CONTINUE = "CONTINUE";
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");

    private final Consumer<String> problems;
    private final List<Card> cards = new ArrayList<>();
    private int number;

    /** Whether the last card's string ends with the ampersand that promises a CONTINUE card. */
    private boolean open;

    /**
     * @param problems told one sentence for each broken card
     */
    FitsCards(Consumer<String> problems) {
        this.problems = problems;
    }

    /** The header of the cards added so far. */
    Header header() {
        return Header.of(cards);
    }

    /** Adds one card of 80 characters. */
    void add(String image) {
        number++;
        for (int i = 0; i < image.length(); i++) {
            if (image.charAt(i) < ' ' || image.charAt(i) > '~') {
                problem(image, "holds a character that is not printable ASCII");
                break;
            }
        }
        var keyword = image.substring(0, KEYWORD_LENGTH).stripTrailing();
        if (keyword.equals(CONTINUE) && image.charAt(KEYWORD_LENGTH) != '=') {
            addContinuation(image);
            return;
        }
        open = false;
        var equals = image.indexOf('=');
        if (keyword.equals(HIERARCH) && equals > 0) {
            addValue(
                    image.substring(KEYWORD_LENGTH, equals).strip(),
                    image.substring(equals + 1),
                    image);
        } else if (image.charAt(KEYWORD_LENGTH) == '=' && !isCommentary(keyword)) {
            if (image.charAt(KEYWORD_LENGTH + 1) != ' ') {
                problem(image, "has no blank behind its =");
            }
            addValue(keyword, image.substring(KEYWORD_LENGTH + 1), image);
        } else {
            var text = image.substring(KEYWORD_LENGTH).stripTrailing();
            cards.add(new Card(keyword, null, text));
        }
    }

    private static boolean isCommentary(String keyword) {
        return keyword.isEmpty() || keyword.equals("COMMENT") || keyword.equals("HISTORY");
    }

    private void addValue(String keyword, String field, String image) {
        var text = field.strip();
        if (text.startsWith("'")) {
            var string = new QuotedString(text, image);
            open = string.value.endsWith("&");
            cards.add(new Card(keyword, string.value, string.comment));
            return;
        }
        var slash = text.indexOf('/');
        var value = slash < 0 ? text : text.substring(0, slash).stripTrailing();
        var comment = slash < 0 ? null : text.substring(slash + 1).strip();
        cards.add(new Card(keyword, value(value, image), comment));
    }

    /** Appends to the string before it, whose ampersand goes. */
    private void addContinuation(String image) {
        var text = image.substring(KEYWORD_LENGTH).strip();
        if (!open || !text.startsWith("'")) {
            problem(image, "continues nothing");
            open = false;
            cards.add(new Card(CONTINUE, null, image.substring(KEYWORD_LENGTH).stripTrailing()));
            return;
        }
        var more = new QuotedString(text, image);
        var begun = cards.removeLast();
        var value = (String) Objects.requireNonNull(begun.value());
        open = more.value.endsWith("&");
        cards.add(
                new Card(
                        begun.keyword(),
                        value.substring(0, value.length() - 1) + more.value,
                        joined(begun.comment(), more.comment)));
    }

    private static @Nullable String joined(@Nullable String first, @Nullable String second) {
        if (first == null || first.isEmpty()) {
            return second;
        }
        return second == null || second.isEmpty() ? first : first + " " + second;
    }

    private @Nullable Object value(String text, String image) {
        if (text.isEmpty()) {
            return null;
        }
        if (text.equals("T") || text.equals("F")) {
            return text.equals("T");
        }
        if (INTEGER.matcher(text).matches()) {
            var integer = new BigInteger(text);
            return integer.bitLength() < Long.SIZE ? (Object) integer.longValue() : text;
        }
        var real = HeaderValues.numberIn(text);
        if (real != null && !real.isNaN()) {
            return real;
        }
        if (!text.startsWith("(")) {
            problem(image, "has a value that is no string, number or logical; its text is kept");
        }
        return text;
    }

    private void problem(String image, String what) {
        problems.accept("card %s %s: %s".formatted(number, what, image.stripTrailing()));
    }

    /** A string in quotes, in which two quotes stand for one, and the comment behind it. */
    private final class QuotedString {
        private final String value;
        private final @Nullable String comment;

        QuotedString(String text, String image) {
            var characters = new StringBuilder();
            int at = 1;
            while (at < text.length()) {
                if (text.charAt(at) == '\'') {
                    if (at + 1 >= text.length() || text.charAt(at + 1) != '\'') {
                        break;
                    }
                    at++;
                }
                characters.append(text.charAt(at++));
            }
            if (at >= text.length()) {
                problem(image, "has no closing quote");
            }
            value = characters.toString().stripTrailing();
            var rest = at < text.length() ? text.substring(at + 1).strip() : "";
            comment = rest.startsWith("/") ? rest.substring(1).strip() : null;
            if (!rest.isEmpty() && !rest.startsWith("/")) {
                problem(image, "has text behind its string that is no comment");
            }
        }
    }
}
