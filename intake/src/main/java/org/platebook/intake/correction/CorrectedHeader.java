package org.platebook.intake.correction;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.header.Header;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A header beside what has been corrected in it.
 *
 * @param received every card as it came
 * @param corrected the same with all changes made; the very same header where there are none
 * @param changes what was changed, in the order in which it was
 */
public record CorrectedHeader(Header received, Header corrected, List<CardChange> changes) {

    public CorrectedHeader {
        changes = List.copyOf(changes);
    }

    /** A header in which nothing has been corrected. */
    public static CorrectedHeader of(Header received) {
        return new CorrectedHeader(received, received, List.of());
    }

    /**
     * This header with one more value changed; the same header when the card holds that value
     * already.
     *
     * @param value Boolean, Long, Double, String, or null for a card that holds nothing
     */
    public CorrectedHeader with(String keyword, @Nullable Object value, String why, String by) {
        var before = corrected.value(keyword).orNull();
        if (Objects.equals(before, value) && corrected.has(keyword)) {
            return this;
        }
        var more = new ArrayList<>(changes);
        more.add(new CardChange(keyword, before, value, why, by));
        return new CorrectedHeader(received, corrected.with(keyword, value), more);
    }
}
