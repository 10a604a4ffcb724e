package org.platebook.intake.camera;

import org.platebook.model.failure.Refused;

/**
 * A position on the sky.
 *
 * @param raDeg right ascension, ICRS, from 0 to below 360
 * @param decDeg declination, ICRS, from -90 to 90
 */
public record IcrsPosition(double raDeg, double decDeg) {

    public IcrsPosition {
        if (!(raDeg >= 0 && raDeg < 360 && Math.abs(decDeg) <= 90)) {
            throw new Refused(
                    "position.range",
                    "position (%s, %s) must have ra in [0, 360) and dec in [-90, 90] degrees"
                            .formatted(raDeg, decDeg));
        }
    }
}
