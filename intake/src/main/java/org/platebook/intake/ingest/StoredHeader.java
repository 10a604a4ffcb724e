package org.platebook.intake.ingest;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.header.HeaderFile;
import org.platebook.intake.header.HeaderFormat;
import org.platebook.model.time.Tai;

import java.util.Locale;

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
    private static final String TRANSLATION = " translation";

    /** How a file was written, as the table says it: "fits", "sidecar", "sidecar translation" … */
    static String format(HeaderFile file) {
        var format = file.format().name().toLowerCase(Locale.ROOT);
        return file.content() == HeaderFile.Content.TRANSLATION ? format + TRANSLATION : format;
    }

    /** What {@link #format} said of a file. */
    static HeaderFormat formatOf(String said) {
        return HeaderFormat.valueOf(said.replace(TRANSLATION, "").toUpperCase(Locale.ROOT));
    }

    /** Whether the cards are properties that somebody else translated. */
    static HeaderFile.Content contentOf(String said) {
        return said.endsWith(TRANSLATION)
                ? HeaderFile.Content.TRANSLATION
                : HeaderFile.Content.HEADER;
    }

    /** The exposure's own row comes from the file of the lowest rank. */
    static int rank(@Nullable Integer detector) {
        return detector == null ? WHOLE_EXPOSURE : detector;
    }
}
