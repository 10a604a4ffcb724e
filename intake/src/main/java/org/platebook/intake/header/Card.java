package org.platebook.intake.header;

import org.jspecify.annotations.Nullable;

/**
 * One card of a header, as received.
 *
 * @param keyword as written, with HIERARCH names without the word HIERARCH; empty for a blank card
 * @param value Boolean, Long, Double, String, or null where the card is there and holds nothing
 * @param comment the text behind the slash, or of a COMMENT or HISTORY card
 */
public record Card(String keyword, @Nullable Object value, @Nullable String comment) {}
