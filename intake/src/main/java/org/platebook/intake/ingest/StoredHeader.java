package org.platebook.intake.ingest;

import org.jspecify.annotations.Nullable;
import org.platebook.model.time.Tai;

/**
 * A header file that is in the database.
 *
 * @param exposureId the exposure that it describes
 * @param sha256 of the file
 * @param detector the detector that it describes; null where it describes the whole exposure
 * @param receivedAt when it was received
 */
record StoredHeader(long exposureId, String sha256, @Nullable Integer detector, Tai receivedAt) {

    private static final int WHOLE_EXPOSURE = -1;

    /** The exposure's own row comes from the file of the lowest rank. */
    static int rank(@Nullable Integer detector) {
        return detector == null ? WHOLE_EXPOSURE : detector;
    }
}
