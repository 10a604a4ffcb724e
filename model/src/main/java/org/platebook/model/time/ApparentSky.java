package org.platebook.model.time;

import org.platebook.model.sky.Direction;

/**
 * The way from ICRS to the true equator and equinox of a moment.
 *
 * <p>Precession: Fukushima-Williams angles of IAU 2006 (Capitaine and Wallace 2006, A&amp;A 450,
 * 855). Nutation: largest terms of IAU 2000A (IERS Conventions 2010, table 5.3). The Sun: Meeus,
 * Astronomical Algorithms, chapter 25. Aberration: Meeus, chapter 23.
 */
final class ApparentSky {

    /** Speed of the Earth's surface at the equator over that of light (0.3192 arcsec). */
    static final double DIURNAL_ABERRATION = 0.3192 / 3600 / 180 * Math.PI;

    private static final double ABERRATION = 20.495_52 / 3600 / 180 * Math.PI;
    private static final double ARCSEC = Math.PI / 180 / 3600;

    /**
     * Terms of the nutation: multiples of l, l', F, D and Ω, then the amplitude in longitude (of
     * the sine) and in obliquity (of the cosine), in arcsec.
     */
    private static final double[][] NUTATION = {
        {0, 0, 0, 0, 1, -17.2064, 9.2052},
        {0, 0, 2, -2, 2, -1.3171, 0.5730},
        {0, 0, 2, 0, 2, -0.2276, 0.0978},
        {0, 0, 0, 0, 2, 0.2075, -0.0897},
        {0, 1, 0, 0, 0, 0.1476, 0.0074},
        {0, 1, 2, -2, 2, -0.0517, 0.0224},
        {1, 0, 0, 0, 0, 0.0711, -0.0007},
        {0, 0, 2, 0, 1, -0.0387, 0.0201},
        {1, 0, 2, 0, 2, -0.0301, 0.0129},
        {0, -1, 2, -2, 2, 0.0216, -0.0096},
        {0, 0, 2, -2, 1, 0.0128, -0.0069},
        {-1, 0, 2, 0, 2, 0.0123, -0.0053},
        {-1, 0, 0, 2, 0, 0.0157, -0.0001},
    };

    /** Constant and rate per century of l, l', F, D and Ω in degrees. */
    private static final double[][] ARGUMENTS = {
        {134.963_402_51, 477_198.867_560_5},
        {357.529_109_18, 35_999.050_291_1},
        {93.272_090_62, 483_202.017_457_7},
        {297.850_195_47, 445_267.111_446_9},
        {125.044_555_01, -1_934.136_261_9},
    };

    private final double t;
    private final double siderealDeg;
    private final double longitude;
    private final double obliquityShift;
    private final double meanObliquity;

    ApparentSky(Tai tai) {
        t = EarthRotation.centuries(tai);
        meanObliquity =
                ARCSEC * (84_381.406 + t * (-46.836_769 + t * (-0.000_183_1 + t * 0.002_003_4)));
        double inLongitude = 0;
        double inObliquity = 0;
        for (var term : NUTATION) {
            double angle = 0;
            for (int i = 0; i < ARGUMENTS.length; i++) {
                angle += term[i] * (ARGUMENTS[i][0] + ARGUMENTS[i][1] * t);
            }
            inLongitude += term[5] * Math.sin(Math.toRadians(angle));
            inObliquity += term[6] * Math.cos(Math.toRadians(angle));
        }
        longitude = inLongitude * ARCSEC;
        obliquityShift = inObliquity * ARCSEC;
        siderealDeg = EarthRotation.gmstDeg(tai);
    }

    /** Greenwich apparent sidereal time in degrees. */
    double apparentSiderealDeg() {
        return siderealDeg + Math.toDegrees(longitude * Math.cos(meanObliquity + obliquityShift));
    }

    /** The unit vector of a star as seen from the moving Earth, on the equator of date. */
    double[] ofDate(Direction star) {
        double gamma =
                ARCSEC * (-0.052_928 + t * (10.556_378 + t * (0.493_204_4 + t * -0.000_312_38)));
        double phi =
                ARCSEC
                        * (84_381.412_819
                                + t * (-46.811_016 + t * (0.051_126_8 + t * 0.000_532_89)));
        double psi =
                ARCSEC * (-0.041_775 + t * (5038.481_484 + t * (1.558_417_5 + t * -0.000_185_22)));
        double[] v = {star.x(), star.y(), star.z()};
        turn(v, 0, 1, gamma);
        turn(v, 1, 2, phi);
        turn(v, 0, 1, -(psi + longitude));
        moveByAberration(v);
        turn(v, 1, 2, -(meanObliquity + obliquityShift));
        return v;
    }

    /** Adds the Earth's velocity to a vector on the ecliptic of date, and makes it one long. */
    private void moveByAberration(double[] v) {
        double anomaly = Math.toRadians(357.529_11 + t * (35_999.050_29 - t * 0.000_153_7));
        double centre =
                (1.914_602 - t * 0.004_817) * Math.sin(anomaly)
                        + 0.019_993 * Math.sin(2 * anomaly)
                        + 0.000_289 * Math.sin(3 * anomaly);
        double sun = Math.toRadians(280.466_46 + t * (36_000.769_83 + t * 0.000_303_2) + centre);
        double eccentricity = 0.016_708_634 - t * 0.000_042_037;
        double perihelion = Math.toRadians(102.937_35 + t * 1.719_46);
        v[0] += ABERRATION * (Math.sin(sun) - eccentricity * Math.sin(perihelion));
        v[1] += ABERRATION * (eccentricity * Math.cos(perihelion) - Math.cos(sun));
        double norm = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
        v[0] /= norm;
        v[1] /= norm;
        v[2] /= norm;
    }

    /** Turns the axes of a vector, in the plane of two of them, from the first to the second. */
    private static void turn(double[] v, int first, int second, double angle) {
        double a = v[first];
        double b = v[second];
        v[first] = Math.cos(angle) * a + Math.sin(angle) * b;
        v[second] = Math.cos(angle) * b - Math.sin(angle) * a;
    }
}
