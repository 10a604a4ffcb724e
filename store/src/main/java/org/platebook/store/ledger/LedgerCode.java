package org.platebook.store.ledger;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of writing records, and the quarantine. */
public enum LedgerCode implements FailureCode {
    PAST(
            FailureKind.REFUSED,
            "ledger.past",
            "a table that has rows or a history already cannot be given one",
            "name a new table"),
    REQUEST_KEY(
            FailureKind.REFUSED,
            "request.key",
            "the idempotency key stood for another request before",
            "give every request a key of its own"),
    OVERTAKEN(
            FailureKind.CLASH,
            "ledger.overtaken",
            "others wrote the same rows again and again",
            "send it again"),
    SCHEMA_MOVES(
            FailureKind.CLASH,
            "ledger.schema-moves",
            "schemas were installed again and again while this was written",
            "send it again"),
    RECORD_INVALID(
            FailureKind.REFUSED,
            "record.invalid",
            "records cannot be written; all reasons are listed together, with table and column, and over HTTP one by one in `problems`",
            "correct each; nothing was written"),
    RECORD_KEY(
            FailureKind.REFUSED,
            "record.key",
            "a row is named by other columns than its table's key",
            "name it by the columns that the message lists"),
    QUARANTINE_COLUMN(
            FailureKind.REFUSED,
            "quarantine.column",
            "a column to leave out is not named with schema and table",
            "write it as in `cdb_lsstcam.exposure.airmass`"),
    QUARANTINE_REASON(
            FailureKind.REFUSED,
            "quarantine.reason",
            "a record in quarantine was to be discarded without a reason",
            "say why"),
    QUARANTINE_RECORD(
            FailureKind.MISSING,
            "quarantine.record",
            "no such record waits in the quarantine",
            "see `platebook quarantine list`"),
    QUARANTINE_OVERTAKEN(
            FailureKind.REFUSED,
            "quarantine.overtaken",
            "a record in quarantine was not applied, for its row was written since",
            "send the record anew if it still holds");

    private final Explanation explanation;

    LedgerCode(FailureKind kind, String code, String means, String remedy) {
        this.explanation = new Explanation(kind, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
