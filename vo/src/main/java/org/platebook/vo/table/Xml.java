package org.platebook.vo.table;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** Text in XML 1.0: what is markup is escaped, what XML cannot hold becomes U+FFFD. */
final class Xml {

    private static final byte[] AMPERSAND = {'&', 'a', 'm', 'p', ';'};
    private static final byte[] LESS = {'&', 'l', 't', ';'};
    private static final byte[] GREATER = {'&', 'g', 't', ';'};
    private static final byte[] RETURN = {'&', '#', '1', '3', ';'};
    private static final byte[] REPLACEMENT = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};
    private static final int FIRST_PRINTABLE = 0x20;

    private Xml() {}

    /** UTF-8 bytes as character data. */
    static void characters(byte[] utf8, int from, int length, ByteSink sink) throws IOException {
        int plain = from;
        int end = from + length;
        for (int i = from; i < end; i++) {
            int value = utf8[i];
            var written = special(value);
            int width = 1;
            if (written == null && isNoncharacter(utf8, i, end)) {
                written = REPLACEMENT;
                width = REPLACEMENT.length;
            }
            if (written != null) {
                sink.put(utf8, plain, i - plain);
                sink.put(written);
                i += width - 1;
                plain = i + 1;
            }
        }
        sink.put(utf8, plain, end - plain);
    }

    private static byte @Nullable [] special(int value) {
        return switch (value) {
            case '&' -> AMPERSAND;
            case '<' -> LESS;
            case '>' -> GREATER;
            case '\r' -> RETURN;
            case '\t', '\n' -> null;
            default -> value >= 0 && value < FIRST_PRINTABLE ? REPLACEMENT : null;
        };
    }

    /** U+FFFE and U+FFFF. */
    private static boolean isNoncharacter(byte[] utf8, int at, int end) {
        return utf8[at] == (byte) 0xEF
                && at + 2 < end
                && utf8[at + 1] == (byte) 0xBF
                && (utf8[at + 2] & 0xFE) == 0xBE;
    }

    /** A text as character data. */
    static String characters(String text) {
        return escaped(text);
    }

    /** A text as the value of an attribute in double quotes, blanks kept as they are. */
    static String attribute(String text) {
        return escaped(text).replace("\"", "&quot;").replace("\n", "&#10;").replace("\t", "&#9;");
    }

    private static String escaped(String text) {
        var out = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '&' -> out.append("&amp;");
                                case '<' -> out.append("&lt;");
                                case '>' -> out.append("&gt;");
                                case '\r' -> out.append("&#13;");
                                default -> out.appendCodePoint(isLegal(c) ? c : 0xFFFD);
                            }
                        });
        return out.toString();
    }

    /** XML 1.0, 2.2, production Char. */
    private static boolean isLegal(int c) {
        return c == '\t'
                || c == '\n'
                || (c >= FIRST_PRINTABLE && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
