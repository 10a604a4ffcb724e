package org.platebook.model.camera;

import org.platebook.model.failure.Refused;

/**
 * Where a camera points.
 *
 * @param raDeg right ascension (ICRS) of the centre of the focal plane, degrees
 * @param decDeg declination (ICRS), degrees
 * @param skyAngleDeg how far the focal plane is turned on the sky: the angle from its y axis to
 *     north, degrees, as in the registry's {@code sky_angle}
 */
public record Pointing(double raDeg, double decDeg, double skyAngleDeg) {

    public Pointing {
        if (!Double.isFinite(raDeg) || !(Math.abs(decDeg) <= 90) || !Double.isFinite(skyAngleDeg)) {
            throw new Refused(
                    GeometryCode.POINTING,
                    "a pointing needs a right ascension, a declination from -90 to 90 and an angle,"
                            + " not (%s, %s, %s)".formatted(raDeg, decDeg, skyAngleDeg));
        }
    }
}
