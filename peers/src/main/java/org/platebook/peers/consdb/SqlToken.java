package org.platebook.peers.consdb;

import java.util.Locale;

/**
 * A piece of SQL.
 *
 * @param kind what it is
 * @param text as it was written; of a quoted identifier the name itself
 * @param begin where it begins in the text
 * @param end where it ends
 */
record SqlToken(Kind kind, String text, int begin, int end) {

    enum Kind {
        /** A keyword, or a name without quotation marks. */
        WORD,
        /** A name in quotation marks. */
        QUOTED,
        /** A text of any form, or bits. */
        STRING,
        NUMBER,
        /** One of {@code ( ) [ ] , ; . :}. */
        MARK,
        OPERATOR
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    boolean isMark(char mark) {
        return kind == Kind.MARK && text.charAt(0) == mark;
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    /** The name in lower case. */
    String folded() {
        return text.toLowerCase(Locale.ROOT);
    }
}
