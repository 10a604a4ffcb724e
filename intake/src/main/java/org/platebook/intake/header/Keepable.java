package org.platebook.intake.header;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Texts that can be kept: a database holds neither the character U+0000 nor half of a surrogate
 * pair, which no FITS card may hold and broken files do.
 */
final class Keepable {

    private static final char REPLACEMENT = '\uFFFD';

    private Keepable() {}

    /** Whether every card of the header can be kept as it is. */
    static boolean is(Header header) {
        for (var card : header) {
            if (!isKeepable(card)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The header with each character that cannot be kept replaced by U+FFFD.
     *
     * @param problems told the keyword of each card that was changed
     */
    static Header header(Header header, List<String> problems) {
        return Header.of(header.stream().map(card -> card(card, problems)).toList());
    }

    private static Card card(Card card, List<String> problems) {
        if (isKeepable(card)) {
            return card;
        }
        var keyword = replaced(card.keyword());
        problems.add(keyword + " holds a character that is none, kept as U+FFFD");
        var value = card.value() instanceof String text ? replaced(text) : card.value();
        return new Card(keyword, value, card.comment() == null ? null : replaced(card.comment()));
    }

    private static boolean isKeepable(Card card) {
        return isKeepable(card.keyword())
                && isKeepable(card.comment())
                && !(card.value() instanceof String text && !isKeepable(text));
    }

    private static boolean isKeepable(@Nullable String text) {
        if (text == null) {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == 0 || (Character.isSurrogate(c) && !isPair(text, i++))) {
                return false;
            }
        }
        return true;
    }

    private static String replaced(String text) {
        var kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (Character.isSurrogate(c) && isPair(text, i)) {
                kept.append(c).append(text.charAt(++i));
            } else {
                kept.append(c == 0 || Character.isSurrogate(c) ? REPLACEMENT : c);
            }
        }
        return kept.toString();
    }

    private static boolean isPair(String text, int at) {
        return at + 1 < text.length()
                && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }
}
