package org.platebook.vo.adql;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of queries in ADQL. */
public enum AdqlCode implements FailureCode {
    SYNTAX("adql.syntax", "the text is not ADQL", "correct it at the place named"),
    NAME(
            "adql.name",
            "a table, column or function is not there, or its name could mean several",
            "use the name that the message proposes, or put the table's name before it"),
    TYPE(
            "adql.type",
            "a value has the wrong type, or is out of range, for its place",
            "cast it, or write it as the message says"),
    MEANING(
            "adql.meaning",
            "each part is right, but together they mean nothing, as a column that is not grouped",
            "correct it as the message says"),
    UNSUPPORTED(
            "adql.unsupported",
            "it is ADQL, but not supported here",
            "write it as the message proposes; [querying](querying.md) tells what is supported"),
    LENGTH(
            "adql.length",
            "the query is longer than a million characters",
            "ask in several queries, or select by a condition in place of a list"),
    VALUE(
            "adql.value",
            "the query is right, but its values cannot be computed, as a division by zero",
            "leave such rows out by a condition"),
    PAST(
            "adql.past",
            "the table keeps no history, so it cannot be read as of a moment",
            "leave it out, or ask for the present");

    private final Explanation explanation;

    AdqlCode(String code, String means, String remedy) {
        this.explanation = new Explanation(FailureKind.REFUSED, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
