package org.platebook.model.felis;

import org.jspecify.annotations.Nullable;

/**
 * Where an instrument stands on the Earth, and how it is mounted.
 *
 * @param longitudeDeg degrees, positive eastwards
 * @param latitudeDeg geodetic latitude in degrees
 * @param rotator how the rotator that carries it turns; null where there is none or none is known
 */
public record Site(double longitudeDeg, double latitudeDeg, @Nullable Rotator rotator) {

    /**
     * Tells the angle of the rotator from angles on the sky: the parallactic angle, plus or minus
     * the angle of the camera on the sky, plus an offset.
     *
     * @param skyRotation 1 or -1, by which the angle of the camera on the sky counts
     * @param offsetDeg the angle of the rotator where the others are zero
     */
    public record Rotator(int skyRotation, double offsetDeg) {}
}
