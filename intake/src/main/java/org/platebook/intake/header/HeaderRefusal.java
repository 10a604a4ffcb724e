package org.platebook.intake.header;

import org.platebook.model.failure.Refused;

import java.nio.file.Path;

/** The ways in which a file is refused as a header. */
enum HeaderRefusal {
    UNREADABLE(HeaderCode.UNREADABLE),
    NOT_A_HEADER(HeaderCode.NOT_A_HEADER),
    YAML(HeaderCode.YAML),
    JSON(HeaderCode.JSON),
    FITS(HeaderCode.FITS);

    private final HeaderCode code;

    HeaderRefusal(HeaderCode code) {
        this.code = code;
    }

    Refused of(Path path, String problem) {
        return new Refused(code, path + ": " + problem);
    }

    Refused of(Path path, String problem, Throwable cause) {
        return new Refused(code, path + ": " + problem, cause);
    }
}
