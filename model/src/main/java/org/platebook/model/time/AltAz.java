package org.platebook.model.time;

import org.platebook.model.sky.Direction;

/**
 * Where a star stands over a horizon, without refraction.
 *
 * <p>Precession is that of IAU 2006, nutation keeps the terms above 0.01 arcsec, annual and diurnal
 * aberration are applied; polar motion and light deflection are left out. The result is right to 1
 * arcsec where UT1 is known (between 1972 and about a year ahead), else to 14.
 *
 * @param azimuthDeg degrees from north through east, [0, 360)
 * @param altitudeDeg degrees above the horizon, -90 to 90
 */
public record AltAz(double azimuthDeg, double altitudeDeg) {

    /** Where a direction in ICRS stands at a place and a moment. */
    public static AltAz of(Direction star, Tai tai, EarthLocation place) {
        var sky = new ApparentSky(tai);
        var apparent = sky.ofDate(star);
        double hourAngle =
                Math.toRadians(sky.apparentSiderealDeg() + place.lonDeg())
                        - Math.atan2(apparent[1], apparent[0]);
        return overHorizon(hourAngle, apparent[2], Math.toRadians(place.latDeg()));
    }

    public double zenithAngleDeg() {
        return 90 - altitudeDeg;
    }

    private static AltAz overHorizon(double hourAngle, double sinDec, double lat) {
        double cosDec = Math.sqrt(1 - sinDec * sinDec);
        double south = cosDec * Math.cos(hourAngle) * Math.sin(lat) - sinDec * Math.cos(lat);
        double up = cosDec * Math.cos(hourAngle) * Math.cos(lat) + sinDec * Math.sin(lat);
        double east =
                -cosDec * Math.sin(hourAngle) + ApparentSky.DIURNAL_ABERRATION * Math.cos(lat);
        return new AltAz(
                EarthRotation.wrap(Math.toDegrees(Math.atan2(east, -south))),
                Math.toDegrees(Math.atan2(up, Math.hypot(south, east))));
    }
}
