package org.platebook.intake.correction;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of corrections of headers. */
public enum CorrectionCode implements FailureCode {
    FILE(
            "correction.file",
            "a file of corrections cannot be read, is named wrongly or has a wrong line; the message has the line and the reason",
            "correct it"),
    LINE("correction.line", "a line is not a JSON object", "write one object a line"),
    KEY(
            "correction.key",
            "a line has a key that is not known, or lacks one, or its value has the wrong kind",
            "correct the key that the message names"),
    CARDS("correction.cards", "`corrections` is not an object", "write it as keywords and values"),
    VALUE("correction.value", "a card is to hold a list or object", "give it one value, or null"),
    AT("correction.at", "`at` is not a moment", "write it as in `2026-01-15T12:00:00Z`"),
    INSTRUMENT("correction.instrument", "the instrument is blank", "name it"),
    OBS_ID("correction.obs-id", "the exposure's name is blank", "name it"),
    RANGE("correction.range", "the last exposure comes before the first", "swap them"),
    EMPTY(
            "correction.empty",
            "no card is changed",
            "name at least one, or leave the correction out"),
    KEYWORD("correction.keyword", "a card without keyword is changed", "name the keyword"),
    FIELDS(
            "correction.fields",
            "a stored correction holds more than one value for a card",
            "load the correction anew with one value");

    private final Explanation explanation;

    CorrectionCode(String code, String means, String remedy) {
        this.explanation = new Explanation(FailureKind.REFUSED, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
