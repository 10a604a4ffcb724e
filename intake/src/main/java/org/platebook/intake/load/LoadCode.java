package org.platebook.intake.load;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of loading tables. */
public enum LoadCode implements FailureCode {
    TABLE(
            FailureKind.MISSING,
            "load.table",
            "there is no such table",
            "write it with its schema, or give `--instrument`"),
    VIEW(
            FailureKind.REFUSED,
            "load.view",
            "the table is computed from others",
            "load what it is computed from"),
    FILE(
            FailureKind.REFUSED,
            "load.file",
            "a file is not there, or cannot be read",
            "fix the path or its permissions"),
    FORMAT(
            FailureKind.REFUSED,
            "load.format",
            "the file holds no table that can be read, or is broken at the place named",
            "see [loading](loading.md) for what is read"),
    MAP(
            FailureKind.REFUSED,
            "load.map",
            "the map cannot be read, or has a key or value that is not known",
            "correct what the message names"),
    COLUMNS(
            FailureKind.REFUSED,
            "load.columns",
            "columns of the file do not fit the table: a name, a unit, or a key that is missing",
            "rename, drop or convert them by a map");

    private final Explanation explanation;

    LoadCode(FailureKind kind, String code, String means, String remedy) {
        this.explanation = new Explanation(kind, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
