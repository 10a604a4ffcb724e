package org.platebook.cli;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of what commands are given. */
public enum CommandCode implements FailureCode {
    HOME_MISSING(
            FailureKind.MISSING,
            "home.missing",
            "the folder holds no site. Only `serve`, `demo`, `ingest`, `corrections load`, `schema apply` and `restore` make one",
            "name the site's folder with `--home`"),
    AUDIT_SINCE(
            FailureKind.REFUSED,
            "audit.since",
            "--since is no moment",
            "write it as 2026-03-01T00:00:00Z"),
    TOKEN_EXPIRES(
            FailureKind.REFUSED,
            "token.expires",
            "a token would be valid for less than a day or more than 1100",
            "give a number of days between"),
    CALIBRATION_TIME(
            FailureKind.REFUSED,
            "calibration.time",
            "a time is not written as one",
            "write it as in `2026-03-01T12:00:00`, TAI"),
    HISTORY_NAME(
            FailureKind.REFUSED,
            "history.name",
            "a table was named without its schema",
            "write it as in `cdb_lsstcam.exposure`"),
    DIFF_FORMAT(
            FailureKind.REFUSED,
            "diff.format",
            "differences have no such format",
            "use text, csv or json"),
    SCHEMA_FILE(
            FailureKind.REFUSED,
            "schema.file",
            "the file cannot be read",
            "see that it is there, and that you may read it"),
    SCHEMA_UNKNOWN(
            FailureKind.MISSING,
            "schema.unknown",
            "no schema of this name is installed",
            "`platebook schema list` has all"),
    FLAG_INSTRUMENT(
            FailureKind.MISSING,
            "flag.instrument",
            "there is no such instrument",
            "`platebook schema list` has the schemas and their instruments"),
    INGEST_PATH(
            FailureKind.REFUSED,
            "ingest.path",
            "a file or folder that should be loaded is not there",
            "correct the path"),
    ERRORS_CODE(
            FailureKind.MISSING,
            "errors.code",
            "no failure has this code",
            "`platebook errors` lists all codes");

    private final Explanation explanation;

    CommandCode(FailureKind kind, String code, String means, String remedy) {
        this.explanation = new Explanation(kind, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
