package org.platebook.vo.table;

import java.util.Map;

/** How a table ended, for formats whose files hold names with values beside the rows. */
final class TableStatus {

    private static final String STATUS = "platebook:status";
    private static final String MESSAGE = "platebook:message";

    private TableStatus() {}

    /** The status, OK or OVERFLOW, and for the latter a message. */
    static Map<String, String> of(Ending ending) {
        return ending instanceof Ending.Overflow overflow
                ? Map.of(STATUS, ending.status(), MESSAGE, overflow.message())
                : Map.of(STATUS, ending.status());
    }
}
