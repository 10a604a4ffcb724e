package org.platebook.model.felis;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of schema files. */
public enum FelisCode implements FailureCode {
    PARTITION_DAY(
            "partition.day",
            "the value of a column that partitions its table by day or month is not a date; the message names value and column",
            "write it as yyyymmdd"),
    UNREADABLE(
            "felis.unreadable",
            "a schema file is not YAML, or not text in UTF-8",
            "correct it at the line named"),
    INVALID(
            "felis.invalid",
            "a schema breaks rules of Felis; all are listed, with their places",
            "correct each"),
    SCHEMA_LEVEL(
            "schema.level",
            "the schema has no table of the level that is needed, such as exposures",
            "say `level` and `first` at its tables: [schemas](schemas.md#levels-and-roles)"),
    SCHEMA_ROLE(
            "schema.role",
            "the table has no column of the role that is needed, such as `day_obs`",
            "say `role` at its column: [schemas](schemas.md#levels-and-roles)");

    private final Explanation explanation;

    FelisCode(String code, String means, String remedy) {
        this.explanation = new Explanation(FailureKind.REFUSED, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
