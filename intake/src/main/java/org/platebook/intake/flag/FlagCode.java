package org.platebook.intake.flag;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of flags. */
public enum FlagCode implements FailureCode {
    WORD("flag.word", "a flag is not good, bad or questionable", "use one of the three"),
    TAG(
            "flag.tag",
            "a tag has blanks or other letters than it may have, or is too long",
            "letters, digits, `_`, `.`, `:`, `-`, at most 64"),
    REASON("flag.reason", "a reason says nothing", "leave it out, or say why"),
    FILE(
            "flag.file",
            "a list of flags cannot be read, or is no such list",
            "the message names the row"),
    SCHEMA(
            "flag.schema",
            "the schema of the instrument has no table for flags of exposures or of visits",
            "install a schema that has one: of that level, with the source `observers`");

    private final Explanation explanation;

    FlagCode(String code, String means, String remedy) {
        this.explanation = new Explanation(FailureKind.REFUSED, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
