package org.platebook.model.felis;

import java.util.List;

/**
 * The second axis of time of a table: from where to where each of its rows holds. Rows that say the
 * same kind of thing hold for ranges that do not overlap.
 *
 * @param first column of the first number or moment for which the row holds
 * @param last column of the last number, included, or of the moment until which the row holds, not
 *     included; where it is null the row holds without end
 * @param per columns that name the kind of thing, as in "quantity"
 */
public record ValidRange(String first, String last, List<String> per) {

    public ValidRange {
        per = List.copyOf(per);
    }
}
