package org.platebook.intake.camera.rubin;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.header.Card;
import org.platebook.intake.header.Header;

/**
 * The cards of a Rubin header that say which parts of the observatory were simulated, as in
 * "SIMULATE ATDOME = 1".
 */
public final class SimulationCards {

    private static final String MARK = "SIMULATE";

    private SimulationCards() {}

    /**
     * Whether any part was simulated.
     *
     * @return true where a card says so, false where all that hold a value deny it, null where none
     *     holds a value
     */
    public static @Nullable Boolean simulated(Header header) {
        Boolean answer = null;
        for (var card : header) {
            if (card.keyword().contains(MARK) && card.value() != null) {
                answer = (answer != null && answer) || says(card);
            }
        }
        return answer;
    }

    private static boolean says(Card card) {
        return switch (card.value()) {
            case Boolean flag -> flag;
            case Long number -> number != 0;
            case Double number -> number != 0;
            case String text ->
                    text.strip().equals("1")
                            || text.strip().equalsIgnoreCase("T")
                            || text.strip().equalsIgnoreCase("true");
            case null, default -> false;
        };
    }
}
