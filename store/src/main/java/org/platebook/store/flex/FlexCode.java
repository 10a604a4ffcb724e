package org.platebook.store.flex;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of flexible metadata. */
public enum FlexCode implements FailureCode {
    NO_KEY(
            FailureKind.MISSING,
            "flex.no-key",
            "the camera has no such key of flexible metadata",
            "see the table `exposure_flexdata_schema`"),
    COLUMN(
            FailureKind.REFUSED,
            "flex.column",
            "a key cannot become a column: its name is no name of a column, its values are not of its type, or its table is there already",
            "name another with `--column` or `--table`, or correct the values"),
    KEY(
            FailureKind.REFUSED,
            "flex.key",
            "the name of a key of flexible metadata is blank or longer than 128 characters",
            "give it a shorter name"),
    TYPE(
            FailureKind.REFUSED,
            "flex.type",
            "the type of a key is none of bool, int, float and str",
            "choose one of them"),
    UNIT(
            FailureKind.REFUSED,
            "flex.unit",
            "the unit of a key is none",
            "write it as VOUnits does; leave it out where there is none"),
    UCD(
            FailureKind.REFUSED,
            "flex.ucd",
            "the UCD of a key is none",
            "take it from the UCD1+ vocabulary"),
    VALUE(
            FailureKind.REFUSED,
            "flex.value",
            "a value is not of its key's type",
            "an int is not a float: write 3.0"),
    UNKNOWN_KEY(
            FailureKind.REFUSED,
            "flex.unknown-key",
            "there is no such key",
            "make it first; the message names those that there are"),
    KEY_EXISTS(
            FailureKind.CLASH,
            "flex.key-exists",
            "a key of that name is there already",
            "use it, or choose another name"),
    VALUE_EXISTS(
            FailureKind.CLASH,
            "flex.value-exists",
            "a value is there already and the request does not say that it may be changed",
            "add `?u=1`"),
    OBSERVATION(
            FailureKind.MISSING,
            "flex.observation",
            "there is no such exposure or detector image",
            "write the exposure first");

    private final Explanation explanation;

    FlexCode(FailureKind kind, String code, String means, String remedy) {
        this.explanation = new Explanation(kind, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
