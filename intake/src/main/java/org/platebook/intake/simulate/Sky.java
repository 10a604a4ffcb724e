package org.platebook.intake.simulate;

import org.platebook.model.sky.Direction;
import org.platebook.model.time.AltAz;
import org.platebook.model.time.EarthLocation;
import org.platebook.model.time.EarthRotation;
import org.platebook.model.time.Tai;

/** The sky over a place, good enough to plan a night by; what headers tell is computed exactly. */
final class Sky {

    private static final double MJD_J2000 = 51_544.5;

    private final EarthLocation place;
    private final double sinLat;
    private final double cosLat;

    Sky(EarthLocation place) {
        this.place = place;
        this.sinLat = Math.sin(Math.toRadians(place.latDeg()));
        this.cosLat = Math.cos(Math.toRadians(place.latDeg()));
    }

    /** Right ascension on the meridian, degrees. */
    double siderealDeg(Tai moment) {
        return wrap(EarthRotation.gmstDeg(moment) + place.lonDeg());
    }

    /** Altitude in degrees of a position, without aberration and refraction. */
    double altitudeDeg(PlannedPointing position, double siderealDeg) {
        double hourAngle = Math.toRadians(siderealDeg - position.raDeg());
        double dec = Math.toRadians(position.decDeg());
        return Math.toDegrees(
                Math.asin(sinLat * Math.sin(dec) + cosLat * Math.cos(dec) * Math.cos(hourAngle)));
    }

    /** Parallactic angle in degrees (Meeus, Astronomical Algorithms, chapter 14). */
    double parallacticDeg(PlannedPointing position, double siderealDeg) {
        double hourAngle = Math.toRadians(siderealDeg - position.raDeg());
        double dec = Math.toRadians(position.decDeg());
        return Math.toDegrees(
                Math.atan2(
                        Math.sin(hourAngle),
                        sinLat / cosLat * Math.cos(dec) - Math.sin(dec) * Math.cos(hourAngle)));
    }

    /** Altitude and azimuth to an arcsecond. */
    AltAz altAz(PlannedPointing position, Tai moment) {
        return AltAz.of(Direction.ofDegrees(position.raDeg(), position.decDeg()), moment, place);
    }

    /** Altitude of the Sun in degrees, to 0.02 (Astronomical Almanac, section C, low precision). */
    double sunAltitudeDeg(Tai moment) {
        double days = moment.mjd() - MJD_J2000;
        double anomaly = Math.toRadians(357.528 + 0.985_600_3 * days);
        double longitude =
                Math.toRadians(
                        280.460
                                + 0.985_647_4 * days
                                + 1.915 * Math.sin(anomaly)
                                + 0.020 * Math.sin(2 * anomaly));
        double obliquity = Math.toRadians(23.439 - 4e-7 * days);
        var sun =
                new PlannedPointing(
                        wrap(
                                Math.toDegrees(
                                        Math.atan2(
                                                Math.cos(obliquity) * Math.sin(longitude),
                                                Math.cos(longitude)))),
                        Math.toDegrees(Math.asin(Math.sin(obliquity) * Math.sin(longitude))));
        return altitudeDeg(sun, siderealDeg(moment));
    }

    /** The angle in [0, 360). */
    static double wrap(double degrees) {
        return degrees - 360 * Math.floor(degrees / 360);
    }
}
