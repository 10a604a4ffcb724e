package org.platebook.peers.consdb;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of the interface of ConsDB's clients. */
public enum ConsDbCode implements FailureCode {
    SQL(
            FailureKind.REFUSED,
            "consdb.sql",
            "the text sent to `/consdb/query` is not one query, uses a function, operator, type or table that is not allowed there, or does not fit the tables that the caller can read",
            "the message names the reason; [consdb](consdb.md) lists what is allowed, `/consdb/schema` the tables and columns"),
    QUERY_OFF(
            FailureKind.MISSING,
            "consdb.query-off",
            "the site does not answer queries in SQL, because a login that they need is missing in its external database",
            "use TAP; the administrator finds the missing login in the message and in [operating](operating.md)"),
    ROWS(
            FailureKind.REFUSED,
            "consdb.rows",
            "a query at `/consdb/query` has more rows than the site answers",
            "ask for fewer, or for a night at a time; answers are never cut short"),
    SIZE(
            FailureKind.REFUSED,
            "consdb.size",
            "one value of the answer is larger than 16 MiB, or an array than a million elements",
            "ask for a part of it"),
    VALUE(
            FailureKind.REFUSED,
            "consdb.value",
            "a value is not of its column's type, or contradicts what is known of the observation",
            "the message names each row, column and value"),
    EXISTS(
            FailureKind.CLASH,
            "consdb.exists",
            "the row is there already and the request does not say that it may be changed",
            "add `?u=1` to change the columns that you name"),
    AMBIGUOUS(
            FailureKind.CLASH,
            "consdb.ambiguous",
            "day_obs and seq_num name more than one row, as with two controllers",
            "name the row by its number");

    private final Explanation explanation;

    ConsDbCode(FailureKind kind, String code, String means, String remedy) {
        this.explanation = new Explanation(kind, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
