package org.platebook.vo.tap;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of TAP and VOSI. */
public enum TapCode implements FailureCode {
    QUERY_FORMAT(
            FailureKind.REFUSED,
            "query.format",
            "the command line was asked for a format that it does not write",
            "choose table, csv, tsv, json or votable"),
    MISSING(FailureKind.REFUSED, "tap.missing", "LANG or QUERY is missing", "send both"),
    REPEATED(
            FailureKind.REFUSED,
            "tap.repeated",
            "a parameter comes twice with different values",
            "send it once"),
    LANG(
            FailureKind.REFUSED,
            "tap.lang",
            "LANG is not a language spoken here",
            "send `ADQL`, or with a version as in `ADQL-2.1`"),
    UPLOAD(
            FailureKind.REFUSED,
            "tap.upload",
            "tables cannot be uploaded",
            "write the values into the query"),
    RUNID(FailureKind.REFUSED, "tap.runid", "RUNID is longer than 64 characters", "shorten it"),
    FORMAT(
            FailureKind.REFUSED,
            "tap.format",
            "RESPONSEFORMAT or FORMAT is not one that is written here",
            "choose one that the message lists"),
    MAXREC(
            FailureKind.REFUSED,
            "tap.maxrec",
            "MAXREC is not a whole number, 0 or more",
            "send one that is"),
    TIME_LIMIT(
            FailureKind.REFUSED,
            "tap.time-limit",
            "the query took longer than the site allows",
            "ask for less: a range of `day_obs`, fewer rows, a smaller region"),
    LIMITS(
            FailureKind.REFUSED,
            "tap.limits",
            "the site's limits of queries do not go together",
            "correct the section `tap` of the configuration"),
    ASYNC(
            FailureKind.MISSING,
            "tap.async",
            "there are no jobs at `/async`",
            "ask `/sync`; stilts: `sync=true`"),
    PATH(
            FailureKind.MISSING,
            "tap.path",
            "TAP has nothing at this path",
            "use `/sync`, `/tables`, `/capabilities`, `/availability` or `/examples`"),
    TABLE(
            FailureKind.MISSING,
            "tap.table",
            "`/tables/…` names a table that is not there",
            "look it up in `/tables`"),
    VOSI_DETAIL(
            FailureKind.REFUSED,
            "vosi.detail",
            "`detail` is neither min nor max",
            "send one of the two");

    private final Explanation explanation;

    TapCode(FailureKind kind, String code, String means, String remedy) {
        this.explanation = new Explanation(kind, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
