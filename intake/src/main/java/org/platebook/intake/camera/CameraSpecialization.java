package org.platebook.intake.camera;

import org.platebook.intake.header.Header;
import org.platebook.intake.visit.VisitDefinition;

import java.util.List;

/**
 * All that Platebook has to know of one camera to read its headers.
 *
 * <p>Implementations hold no state that changes; one instance serves all threads.
 */
public interface CameraSpecialization {

    /** Short name, as in "LSSTCam"; what properties call the instrument. */
    String name();

    /** Whether a header is one of this camera's. */
    boolean recognises(Header header);

    /**
     * Whether a header that no camera recognises names its exposure as only this camera's are: one
     * bad card must not lose an exposure.
     */
    default boolean recognisesExposure(Header header) {
        return false;
    }

    /** How each property is read. */
    Rules rules();

    /** What is mended in headers before they are read, in order. */
    default List<HeaderFix> fixes() {
        return List.of();
    }

    /**
     * Whether an extension of a FITS file is about a detector of its own, so that the properties of
     * a detector are to be read from it: not where it holds an amplifier, a mask or a table.
     *
     * @param extension the extension's own cards, without those of the primary header
     */
    default boolean isOfDetector(Header extension) {
        return false;
    }

    /** Every detector, by number; empty where headers alone name them. */
    List<DetectorIdentity> detectors();

    /** Every known filter with its band; headers may name others. */
    List<PhysicalFilter> filters();

    /** Which of its exposures make visits; each one where a camera says nothing else. */
    default VisitDefinition visits() {
        return VisitDefinition.EACH_EXPOSURE;
    }

    /** The largest ids, and so how many bits they take. */
    IdLimits idLimits();
}
