package org.platebook.vo.table;

/** How a table ended. */
public sealed interface Ending {

    /** All rows are there. */
    record Complete() implements Ending {}

    /** There are more rows than the limit allowed. */
    record Overflow() implements Ending {}

    /** It broke off; the message is for people. */
    record Broken(String message) implements Ending {}
}
