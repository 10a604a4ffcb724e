package org.platebook.vo.table;

/** How a table ended. */
public sealed interface Ending {

    /** All rows are there. */
    record Complete() implements Ending {}

    /**
     * There are more rows than the limit allowed.
     *
     * @param rows how many are there
     */
    record Overflow(long rows) implements Ending {

        /** The same for people. */
        public String message() {
            return "the table was cut after %s; there are more"
                    .formatted(rows == 1 ? "1 row" : rows + " rows");
        }
    }

    /** It broke off; the message is for people. */
    record Broken(String message) implements Ending {}

    /** The word for it: OK, OVERFLOW or ERROR, as in VOTable (DALI 1.1, 4.4). */
    default String status() {
        return switch (this) {
            case Complete _ -> "OK";
            case Overflow _ -> "OVERFLOW";
            case Broken _ -> "ERROR";
        };
    }
}
