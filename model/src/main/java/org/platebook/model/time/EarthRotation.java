package org.platebook.model.time;

/**
 * How far the Earth has turned at a moment (IERS Conventions 2010, chapter 5).
 *
 * <p>Where UT1 is not known, UTC stands for it: the angles are then wrong by up to 0.9 s of
 * rotation (13.5 arcsec).
 */
public final class EarthRotation {

    private static final double DAYS_PER_CENTURY = 36_525;
    private static final double MJD_J2000 = 51_544.5;
    private static final double ARCSEC_PER_DEGREE = 3600;

    private EarthRotation() {}

    /** The Earth rotation angle in degrees, [0, 360). */
    public static double angleDeg(Tai tai) {
        var utc = TimeScale.UTC.read(tai);
        double days = utc.epochDay() + Clock.MJD_1970 - MJD_J2000;
        double ut1Seconds =
                (double) utc.nanoOfDay() / Clock.NANOS_PER_SECOND + Ut1.minusUtc(tai).orElse(0);
        double fraction = ut1Seconds / Clock.SECONDS_PER_DAY;
        // Whole turns are left out before they cost digits (equation 5.15).
        double turns =
                0.5 // of the half day in MJD_J2000
                        + fraction
                        + 0.779_057_273_264_0
                        + 0.002_737_811_911_354_48 * (days + fraction);
        return 360 * (turns - Math.floor(turns));
    }

    /** Greenwich mean sidereal time of IAU 2006 in degrees, [0, 360). */
    public static double gmstDeg(Tai tai) {
        double t = centuries(tai);
        double precession =
                0.014_506 + t * (4612.156_534 + t * (1.391_581_7 + t * (-4.4e-7 + t * -2.9956e-5)));
        return wrap(angleDeg(tai) + precession / ARCSEC_PER_DEGREE);
    }

    /** Julian centuries of TT since J2000.0. */
    static double centuries(Tai tai) {
        return (TimeScale.TT.mjd(tai) - MJD_J2000) / DAYS_PER_CENTURY;
    }

    static double wrap(double degrees) {
        return degrees - 360 * Math.floor(degrees / 360);
    }
}
