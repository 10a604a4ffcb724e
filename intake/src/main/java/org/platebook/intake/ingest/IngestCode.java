package org.platebook.intake.ingest;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of loading headers. */
public enum IngestCode implements FailureCode {
    CONFIG_INSTRUMENTS(
            FailureKind.REFUSED,
            "config.instruments",
            "the site's file names a camera that Platebook does not know",
            "name it as in `LSSTCam`"),
    SITE_CAMERA(
            FailureKind.MISSING,
            "site.camera",
            "there is no such camera",
            "name one as in `LSSTCam`"),
    INTERRUPTED(
            FailureKind.REFUSED,
            "ingest.interrupted",
            "the load was interrupted",
            "run it again; what was loaded is unchanged"),
    WATCH_FOLDER(
            FailureKind.REFUSED,
            "watch.folder",
            "a folder cannot be watched",
            "see that it is a folder and may be read; raise the system's limit of watches if the message speaks of it");

    private final Explanation explanation;

    IngestCode(FailureKind kind, String code, String means, String remedy) {
        this.explanation = new Explanation(kind, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
