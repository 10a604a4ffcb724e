package org.platebook.intake.ingest;

import org.platebook.intake.correction.Corrections;

/** The corrections that are known at a moment. */
interface KnownCorrections {

    /** No corrections at all. */
    KnownCorrections NONE = _ -> Corrections.none();

    /** Those of a camera; the very same object as long as they are the same. */
    Corrections of(String camera);
}
