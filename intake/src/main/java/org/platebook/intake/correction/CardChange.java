package org.platebook.intake.correction;

import org.jspecify.annotations.Nullable;

/**
 * One card of a header that was changed after it was received.
 *
 * @param keyword of the card
 * @param before value as it was; null where the card held nothing or was not there
 * @param after value from now on; null where the card holds nothing
 * @param why reason, in a sentence
 * @param by who or what changed it: the camera's name for its own rules, a person or file for
 *     corrections
 */
public record CardChange(
        String keyword, @Nullable Object before, @Nullable Object after, String why, String by) {}
