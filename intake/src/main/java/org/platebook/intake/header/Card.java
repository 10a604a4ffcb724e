package org.platebook.intake.header;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;

/**
 * One card of a header, as received.
 *
 * @param keyword as written, with HIERARCH names without the word HIERARCH; empty for a blank card
 * @param value Boolean, Long, Double, String, or null where the card is there and holds nothing
 * @param comment the text behind the slash, or of a COMMENT or HISTORY card
 */
public record Card(String keyword, @Nullable Object value, @Nullable String comment) {

    public Card {
        if (!(value == null
                || value instanceof Boolean
                || value instanceof Long
                || value instanceof Double
                || value instanceof String)) {
            throw new Refused(
                    HeaderCode.CARD_VALUE,
                    "card %s cannot hold a %s (%s): expected a boolean, integer, number or text"
                            .formatted(keyword, value.getClass().getSimpleName(), value));
        }
    }

    /** A card without comment. */
    public static Card of(String keyword, @Nullable Object value) {
        return new Card(keyword, value, null);
    }

    /** Whether this card is text for people (blank, COMMENT, HISTORY) and names no value. */
    public boolean isCommentary() {
        return keyword.isEmpty() || keyword.equals("COMMENT") || keyword.equals("HISTORY");
    }
}
