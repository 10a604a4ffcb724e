package org.platebook.intake.header;

import org.platebook.model.failure.Refused;

import java.nio.file.Path;

/** The ways in which a file is refused as a header, with what docs/errors.md says of each. */
enum HeaderRefusal {
    UNREADABLE("header-file.unreadable"),
    NOT_A_HEADER("header-file.not-a-header"),
    YAML("header-file.yaml"),
    JSON("header-file.json"),
    FITS("header-file.fits");

    private final String code;

    HeaderRefusal(String code) {
        this.code = code;
    }

    Refused of(Path path, String problem) {
        return new Refused(code, path + ": " + problem);
    }

    Refused of(Path path, String problem, Throwable cause) {
        return new Refused(code, path + ": " + problem, cause);
    }
}
