package org.platebook.intake.ingest;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.CameraSpecialization;
import org.platebook.intake.camera.Observation;
import org.platebook.intake.camera.Property;
import org.platebook.model.camera.CameraGeometries;

import java.util.HashMap;
import java.util.Map;

/** Says where cameras looked, from their geometry and pointing. */
final class Footprints {

    private static final String ON_THE_SKY = "sky";

    /**
     * Where a camera looked.
     *
     * @return null where its geometry is not known, or the header does not say where it pointed
     */
    @Nullable ExposureFootprint of(CameraSpecialization specialization, Observation observation) {
        var pointing = observation.orNull(Property.TRACKING_RADEC);
        var rotation = observation.orNull(Property.BORESIGHT_ROTATION_ANGLE);
        var frame = observation.orNull(Property.BORESIGHT_ROTATION_COORD);
        if (pointing == null || rotation == null || !ON_THE_SKY.equals(frame)) {
            return null;
        }
        return CameraGeometries.of(specialization.name())
                .map(
                        camera -> {
                            var regions =
                                    camera.regions(
                                            pointing.raDeg(), pointing.decDeg(), rotation.value());
                            Map<Integer, double[]> detectors = new HashMap<>();
                            regions.detectors()
                                    .forEach(
                                            one ->
                                                    detectors.put(
                                                            one.detector().id(),
                                                            one.footprint().raDecDeg()));
                            return new ExposureFootprint(regions.all().raDecDeg(), detectors);
                        })
                .orElse(null);
    }
}
