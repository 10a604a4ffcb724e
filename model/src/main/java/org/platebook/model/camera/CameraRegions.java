package org.platebook.model.camera;

import org.platebook.model.failure.Missing;

import java.util.List;

/**
 * What a camera sees at one pointing.
 *
 * @param detectors what each detector sees, by ascending id
 * @param all the convex hull of all detectors, the region of a visit
 */
public record CameraRegions(List<OfDetector> detectors, Footprint all) {

    public CameraRegions {
        detectors = List.copyOf(detectors);
    }

    /**
     * What one detector sees.
     *
     * @param detector the detector
     * @param footprint its part of the sky
     */
    public record OfDetector(Detector detector, Footprint footprint) {}

    /**
     * What a detector sees.
     *
     * @throws Missing {@code camera.detector} when the camera has no detector of that id
     */
    public Footprint detector(int id) {
        return detectors.stream()
                .filter(region -> region.detector.id() == id)
                .findFirst()
                .orElseThrow(
                        () ->
                                new Missing(
                                        GeometryCode.DETECTOR, "the camera has no detector " + id))
                .footprint;
    }
}
