package org.platebook.model.time;

import org.platebook.model.failure.Refused;

/**
 * Where on the Earth a telescope stands.
 *
 * @param lonDeg longitude in degrees, positive eastwards
 * @param latDeg geodetic latitude (WGS 84) in degrees
 */
public record EarthLocation(double lonDeg, double latDeg) {

    public EarthLocation {
        if (!(Math.abs(lonDeg) <= 360) || !(Math.abs(latDeg) <= 90)) {
            throw new Refused(
                    TimeCode.PLACE_DEGREES,
                    "a place needs a longitude within 360 and a latitude within 90 degrees,"
                            + " not (%s, %s)".formatted(lonDeg, latDeg));
        }
    }
}
