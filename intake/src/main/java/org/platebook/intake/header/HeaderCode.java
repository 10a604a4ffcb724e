package org.platebook.intake.header;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of header files. */
public enum HeaderCode implements FailureCode {
    UNREADABLE(
            "header-file.unreadable",
            "the file is not there, may not be read, or is broken gzip",
            "fix permissions, or copy the file anew"),
    NOT_A_HEADER(
            "header-file.not-a-header",
            "another kind of file, as a correction, a translation that does not say so, or an archive",
            "leave it out; in a folder Platebook does so itself"),
    YAML(
            "header-file.yaml",
            "broken YAML, or a Header Service file that was cut off",
            "correct it at the line and column named, or copy it anew"),
    JSON(
            "header-file.json",
            "broken JSON, or an index or sidecar that is not one",
            "correct it at the line named"),
    FITS(
            "header-file.fits",
            "the first header of a FITS file has no end, or is empty",
            "copy the file anew"),
    EMPTY("header-file.empty", "the file holds no header", "leave it out"),
    PART(
            "header-file.part",
            "two headers of one file have the same name",
            "make the names different"),
    STORED_JSON(
            "header.json",
            "a header as stored in the database cannot be read back",
            "ingest its file again"),
    CARD_VALUE(
            "card.value",
            "a card holds something that is no text, number or truth value",
            "give it one value");

    private final Explanation explanation;

    HeaderCode(String code, String means, String remedy) {
        this.explanation = new Explanation(FailureKind.REFUSED, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
