package org.platebook.intake.header;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the Header Service's YAML line by line, many times faster than a YAML parser.
 *
 * <p>It knows exactly the lines that the Header Service writes and gives up on any other, so that
 * what it reads is what a YAML parser reads.
 */
final class HeaderServiceLines {

    private static final String KEYWORD = "- keyword: ";
    private static final String VALUE = "  value: ";
    private static final String COMMENT = "  comment: ";
    private static final String HIERARCH = "HIERARCH ";

    private final String text;
    private final Map<String, String> known = new HashMap<>();
    private int at;

    /** Where the line that starts at {@link #at} ends. */
    private int end;

    private HeaderServiceLines(String text) {
        this.text = text;
    }

    /** The parts in order, or null where the text has any line of another kind. */
    static @Nullable List<HeaderFile.Part> read(String text) {
        try {
            return new HeaderServiceLines(text).parts();
        } catch (Unusual _) {
            return null;
        }
    }

    private List<HeaderFile.Part> parts() throws Unusual {
        var parts = new ArrayList<HeaderFile.Part>();
        while (at < text.length()) {
            var name = partName();
            var cards = new ArrayList<Card>();
            while (text.startsWith(KEYWORD, at)) {
                cards.add(card());
            }
            if (cards.isEmpty()) {
                throw new Unusual();
            }
            parts.add(new HeaderFile.Part(name, Header.of(cards)));
        }
        if (parts.isEmpty()) {
            throw new Unusual();
        }
        return parts;
    }

    private String partName() throws Unusual {
        findEnd();
        var last = end - 1;
        if (last <= at || text.charAt(last) != ':') {
            throw new Unusual();
        }
        for (int i = at; i < last; i++) {
            var c = text.charAt(i);
            if (!(isUpper(c) || c == '_' || (i > at && (isLower(c) || isDigit(c))))) {
                throw new Unusual();
            }
        }
        var name = text.substring(at, last);
        if (!(YamlScalars.plain(name) instanceof String)) {
            throw new Unusual();
        }
        at = end + 1;
        return name;
    }

    private Card card() throws Unusual {
        var keyword = field(KEYWORD);
        var value = field(VALUE);
        var comment = field(COMMENT);
        if (!(keyword instanceof String || keyword == null)
                || !(comment instanceof String || comment == null)) {
            throw new Unusual();
        }
        return new Card(keywordOf((String) keyword), value, (String) comment);
    }

    /** The keyword without the word HIERARCH; empty for null. */
    static String keywordOf(@Nullable String keyword) {
        if (keyword == null) {
            return "";
        }
        return keyword.startsWith(HIERARCH)
                ? keyword.substring(HIERARCH.length()).strip()
                : keyword;
    }

    private @Nullable Object field(String label) throws Unusual {
        if (!text.startsWith(label, at)) {
            throw new Unusual();
        }
        findEnd();
        var from = at + label.length();
        at = end + 1;
        if (from >= end) {
            throw new Unusual();
        }
        return text.charAt(from) == '\'' ? quoted(from) : plain(from);
    }

    private String quoted(int from) throws Unusual {
        var last = end - 1;
        if (last <= from || text.charAt(last) != '\'') {
            throw new Unusual();
        }
        var doubled = false;
        for (int i = from + 1; i < last; i++) {
            var c = text.charAt(i);
            if (c < ' ' || c > '~') {
                throw new Unusual();
            }
            if (c == '\'') {
                if (++i == last || text.charAt(i) != '\'') {
                    throw new Unusual();
                }
                doubled = true;
            }
        }
        var value = text.substring(from + 1, last);
        return once(doubled ? value.replace("''", "'") : value);
    }

    private @Nullable Object plain(int from) throws Unusual {
        var first = text.charAt(from);
        if (!(isLower(first) || isUpper(first) || isDigit(first) || first == '-' || first == '.')) {
            throw new Unusual();
        }
        for (int i = from + 1; i < end; i++) {
            var c = text.charAt(i);
            var ambiguous = c == '#' || (c == ':' && (i + 1 == end || text.charAt(i + 1) == ' '));
            if (c < ' ' || c > '~' || ambiguous) {
                throw new Unusual();
            }
        }
        if (text.charAt(end - 1) == ' ' || (end - from == 1 && first == '-') || isMark(from)) {
            throw new Unusual();
        }
        var value = YamlScalars.plain(text.substring(from, end));
        return value instanceof String string ? once(string) : value;
    }

    /** Whether a dash stands before a blank, which starts a list. */
    private boolean isMark(int from) {
        return text.charAt(from) == '-' && text.charAt(from + 1) == ' ';
    }

    /**
     * The same text, one object for all its occurrences: keywords and comments recur per detector.
     */
    private String once(String value) {
        var earlier = known.putIfAbsent(value, value);
        return earlier == null ? value : earlier;
    }

    private void findEnd() throws Unusual {
        end = text.indexOf('\n', at);
        if (end < 0) {
            throw new Unusual();
        }
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** A line that only a YAML parser understands. */
    private static final class Unusual extends Exception {
        private static final long serialVersionUID = 1;

        Unusual() {
            super(null, null, false, false);
        }
    }
}
