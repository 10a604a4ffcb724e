package org.platebook.rest.route;

import io.helidon.http.Status;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of requests to {@code /api}, and to TAP over HTTP. */
public enum RestCode implements FailureCode {
    PARAMETER(
            FailureKind.REFUSED,
            "rest.parameter",
            "the query has a parameter that is not known, or a value that is not possible",
            "the message names what is; `/api/openapi.json` has all of it"),
    BODY(
            FailureKind.REFUSED,
            "rest.body",
            "the body of the request is not the JSON that is expected",
            "correct what the message names; `/api/openapi.json` has all of it"),
    COLUMN(
            FailureKind.REFUSED,
            "rest.column",
            "the table has no such column, or not for the caller",
            "`/api/schema` names those there are"),
    FORMAT(
            FailureKind.REFUSED,
            "rest.format",
            "rows are not written in this format",
            "choose one that the message names"),
    MOMENT(FailureKind.MISSING, "rest.moment", "no moment has this name", "`/api/moments` has all"),
    ROW(
            FailureKind.MISSING,
            "rest.row",
            "there is no such row, or not for the caller",
            "give every value of the key, in its order"),
    RECORD(
            FailureKind.MISSING,
            "rest.record",
            "no record of this name was ever accepted",
            "take the name from the answer to the write, or from a row's version"),
    KEY(
            FailureKind.REFUSED,
            "rest.key",
            "the body says another key than the address",
            "leave the key out of the body"),
    SOURCES(
            FailureKind.REFUSED,
            "rest.sources",
            "one request would write tables of several sources",
            "send one request for each source"),
    PRECONDITION(
            FailureKind.REFUSED,
            "rest.precondition",
            "If-Match or If-None-Match cannot be read, or stands before more than one record",
            "write `If-Match: \"version\"`, or `*`, for one record"),
    VERSION(
            FailureKind.CLASH,
            "rest.version",
            "the row is at another version than If-Match names, is not there, or is there already",
            "read the row again, and decide anew") {
        // What a precondition of the request demands is not so (RFC 9110, 15.5.13).
        @Override
        public int httpStatus(FailureKind kind) {
            return Status.PRECONDITION_FAILED_412.code();
        }
    },
    ONCE_KEY(
            FailureKind.REFUSED,
            "rest.once-key",
            "the Idempotency-Key is empty, too long, or has blanks",
            "use up to 200 printable characters, as a UUID"),
    TRIAL_WITHDRAWAL(
            FailureKind.REFUSED,
            "rest.trial-withdrawal",
            "a trial run would withdraw a row",
            "leave out `withdraw`, or `run_kind`"),
    INSTRUMENT(
            FailureKind.MISSING,
            "rest.instrument",
            "there is no such instrument here",
            "ask the interface for the instruments there are"),
    DAY_OBS(
            FailureKind.MISSING,
            "rest.day_obs",
            "the instrument has no such night, or it is no number",
            "write the night as yyyymmdd; ask for the nights there are"),
    EXPOSURE_ID(
            FailureKind.MISSING,
            "rest.exposure_id",
            "there is no such exposure, or it is no number",
            "look the number up in its night"),
    VISIT_ID(
            FailureKind.MISSING,
            "rest.visit_id",
            "there is no such visit, or it is no number",
            "look the number up in its night"),
    FLAG(
            FailureKind.MISSING,
            "rest.flag",
            "the exposure has no flag",
            "nothing: there is no flag to remove"),
    SCHEMA(
            FailureKind.MISSING,
            "rest.schema",
            "there is no such schema, or not for this caller",
            "`/api/schema` has all"),
    TABLE(
            FailureKind.MISSING,
            "rest.table",
            "the schema has no such table, or not for this caller",
            "`/api/schema/{schema}` has all"),
    TAP_FORM(
            FailureKind.REFUSED,
            "tap.form",
            "the content of a POST is no form, or one sent as multipart",
            "send `application/x-www-form-urlencoded`"),
    FLAG_BODY(
            FailureKind.REFUSED,
            "flag.body",
            "the body of a request is not what it should be",
            "the message says what is wrong; `/api/openapi.json` describes it");

    private final Explanation explanation;

    RestCode(FailureKind kind, String code, String means, String remedy) {
        this.explanation = new Explanation(kind, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
