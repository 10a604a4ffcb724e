package org.platebook.store.schema;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of installing schemas. */
public enum SchemaCode implements FailureCode {
    CONFIG_ACCESS_VISIBILITY(
            FailureKind.REFUSED,
            "config.access.visibility",
            "`access.visibility` names a table that its schema does not have",
            "see [schemas](schemas.md) for the tables there are"),
    HARM(
            FailureKind.REFUSED,
            "schema.harm",
            "the new schema would lose rows or columns, give their numbers another unit, refuse what is accepted today, or is older than what is installed; nothing was changed",
            "keep what is there and add to it, or insist with `--force`; [schemas](schemas.md) says what can change"),
    BROKEN(
            FailureKind.REFUSED,
            "schema.broken",
            "rows that there are break a new constraint; nothing was changed",
            "correct the rows, or the constraint"),
    BUSY(
            FailureKind.CLASH,
            "schema.busy",
            "the tables to change were not free for minutes; nothing was changed",
            "try again when long queries and writes have ended"),
    STATEMENT(
            FailureKind.REFUSED,
            "schema.statement",
            "the database refuses a statement that the new schema needs; nothing was changed",
            "the message has the statement and the reason"),
    NAME(
            FailureKind.REFUSED,
            "schema.name",
            "the name belongs to the database or to Platebook (also those that end in `_history`, and column names of the history), or to a schema that Platebook did not install",
            "choose another name"),
    ROW_RULES(
            FailureKind.REFUSED,
            "schema.row-rules",
            "rows are to be seen as those of another table that is not there, or that fewer may see",
            "name a table of the schema that as many may see"),
    VIEW(
            FailureKind.REFUSED,
            "schema.view",
            "a view's column has another type than its schema says",
            "make the two say the same");

    private final Explanation explanation;

    SchemaCode(FailureKind kind, String code, String means, String remedy) {
        this.explanation = new Explanation(kind, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
