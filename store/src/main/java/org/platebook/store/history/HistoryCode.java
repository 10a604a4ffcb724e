package org.platebook.store.history;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of moments and the past of tables. */
public enum HistoryCode implements FailureCode {
    MOMENT_NAME(
            FailureKind.REFUSED,
            "moment.name",
            "a moment's name has other letters than it may have",
            "use lower-case letters, digits, dots, dashes, underscores, a letter first"),
    MOMENT_SYNTAX(
            FailureKind.REFUSED,
            "moment.syntax",
            "a time is not written as one",
            "write it as in `2026-03-01T00:00:00Z`"),
    MOMENT_FUTURE(
            FailureKind.REFUSED,
            "moment.future",
            "the moment lies ahead: nothing is known of it yet",
            "name a past one"),
    MOMENT_UNKNOWN(
            FailureKind.MISSING,
            "moment.unknown",
            "no moment has this name",
            "see `platebook moment list`"),
    MOMENT_TAKEN(
            FailureKind.CLASH,
            "moment.taken",
            "the name is another moment's, for ever",
            "choose another name"),
    MOMENT_BUSY(
            FailureKind.CLASH,
            "moment.busy",
            "writers did not pause for half a minute",
            "try again"),
    TABLE(
            FailureKind.MISSING,
            "history.table",
            "there is no such table, or it keeps no history, as views do not",
            "name a table with its schema"),
    ORDER(
            FailureKind.REFUSED,
            "history.order",
            "the later of two moments does not lie after the earlier",
            "swap them");

    private final Explanation explanation;

    HistoryCode(FailureKind kind, String code, String means, String remedy) {
        this.explanation = new Explanation(kind, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
