package org.platebook.intake.camera.rubin;

import org.platebook.intake.camera.HorizontalPosition;
import org.platebook.intake.camera.IcrsPosition;
import org.platebook.intake.camera.Location;
import org.platebook.model.sky.Direction;
import org.platebook.model.time.AltAz;
import org.platebook.model.time.EarthLocation;
import org.platebook.model.time.EarthRotation;
import org.platebook.model.time.Tai;

/** From the horizon to the sky and back. */
final class HorizonToSky {

    /** Each step leaves a hundredth of the error: precession is all that the first one misses. */
    private static final int STEPS = 8;

    private HorizonToSky() {}

    /** Where a position on the sky stands above the horizon of a place. */
    static HorizontalPosition altaz(IcrsPosition position, Tai time, Location site) {
        var altaz = altaz(Direction.ofDegrees(position.raDeg(), position.decDeg()), time, site);
        return HorizontalPosition.of(altaz.azimuthDeg(), altaz.altitudeDeg());
    }

    /** The position on the sky that stands there above the horizon of a place. */
    static IcrsPosition position(HorizontalPosition altaz, Tai time, Location site) {
        var wanted = turned(altaz.azimuthDeg(), altaz.altitudeDeg(), time, site);
        double[] guess = wanted.clone();
        for (int step = 0; step < STEPS; step++) {
            var reached = altaz(Direction.towards(guess[0], guess[1], guess[2]), time, site);
            var there = turned(reached.azimuthDeg(), reached.altitudeDeg(), time, site);
            for (int i = 0; i < guess.length; i++) {
                guess[i] += wanted[i] - there[i];
            }
        }
        return IcrsPosition.of(
                "ICRS",
                Math.toDegrees(Math.atan2(guess[1], guess[0])),
                Math.toDegrees(Math.atan2(guess[2], Math.hypot(guess[0], guess[1]))));
    }

    private static AltAz altaz(Direction direction, Tai time, Location site) {
        return AltAz.of(
                direction, time, new EarthLocation(site.longitudeDeg(), site.latitudeDeg()));
    }

    /**
     * The direction towards the equator and equinox of date, by the Earth's mean rotation alone.
     */
    private static double[] turned(double azimuthDeg, double altitudeDeg, Tai time, Location site) {
        double azimuth = Math.toRadians(azimuthDeg);
        double altitude = Math.toRadians(altitudeDeg);
        double latitude = Math.toRadians(site.latitudeDeg());
        double north = Math.cos(altitude) * Math.cos(azimuth);
        double east = Math.cos(altitude) * Math.sin(azimuth);
        double up = Math.sin(altitude);
        double meridian = up * Math.cos(latitude) - north * Math.sin(latitude);
        double sidereal = Math.toRadians(EarthRotation.gmstDeg(time) + site.longitudeDeg());
        return new double[] {
            meridian * Math.cos(sidereal) - east * Math.sin(sidereal),
            meridian * Math.sin(sidereal) + east * Math.cos(sidereal),
            up * Math.sin(latitude) + north * Math.cos(latitude)
        };
    }
}
