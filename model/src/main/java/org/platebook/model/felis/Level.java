package org.platebook.model.felis;

import java.util.Locale;

/**
 * The levels that Platebook itself fills or asks: what a row of a table stands for. A schema may
 * have others, by any name.
 */
public enum Level {
    /** An exposure. */
    EXPOSURE,
    /** A visit, of one exposure or of several. */
    VISIT,
    /** A detector of an exposure. */
    EXPOSURE_DETECTOR,
    /** A detector of a visit. */
    VISIT_DETECTOR,
    /** An exposure as a member of a visit. */
    VISIT_EXPOSURE,
    /** A header of a file, as received. */
    EXPOSURE_HEADER,
    /** A card of a header as received. */
    EXPOSURE_HEADER_CARD,
    /** A card of a header that was changed. */
    EXPOSURE_HEADER_CHANGE,
    /** A thing in a header that was not right. */
    EXPOSURE_PROBLEM,
    /** A key of flexible metadata of exposures. */
    EXPOSURE_KEY,
    /** A value of such a key. */
    EXPOSURE_VALUE,
    /** A key of flexible metadata of detectors of exposures. */
    DETECTOR_KEY,
    /** A value of such a key. */
    DETECTOR_VALUE,
    /** A correction of headers. */
    CORRECTION,
    /** A card that a correction of a range of exposures sets. */
    CORRECTION_CARD,
    /** A value of a calibrated quantity. */
    CALIBRATION;

    /** As Felis files have it, in {@code platebook: {level: …}}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
