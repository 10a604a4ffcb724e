package org.platebook.intake.camera;

import org.platebook.model.failure.Refused;

import java.util.Locale;

/**
 * A position on the sky.
 *
 * @param raDeg right ascension, ICRS, from 0 to below 360
 * @param decDeg declination, ICRS, from -90 to 90
 */
public record IcrsPosition(double raDeg, double decDeg) {

    /** One milliarcsecond in degrees. */
    private static final double MAS = 1 / 3.6e6;

    private static final double FK5_ETA_MAS = -19.9;
    private static final double FK5_XI_MAS = 9.1;
    private static final double FK5_ALPHA_MAS = -22.9;

    public IcrsPosition {
        if (!(raDeg >= 0 && raDeg < 360 && Math.abs(decDeg) <= 90)) {
            throw new Refused(
                    CameraCode.POSITION_RANGE,
                    "position (%s, %s) must have ra in [0, 360) and dec in [-90, 90] degrees"
                            .formatted(raDeg, decDeg));
        }
    }

    /**
     * The position that coordinates in a frame name.
     *
     * @param frame ICRS, or FK5 of equinox 2000, in any case
     * @param raDeg any turn
     * @throws Refused {@code position.frame} for another frame, {@code position.range} for a
     *     declination beyond the poles or anything that is not a number
     */
    public static IcrsPosition of(String frame, double raDeg, double decDeg) {
        double turned = raDeg - 360 * Math.floor(raDeg / 360);
        var position = new IcrsPosition(turned == 360 ? 0 : turned, decDeg);
        return switch (frame.strip().toUpperCase(Locale.ROOT)) {
            case "ICRS" -> position;
            case "FK5" -> position.fromFk5();
            default ->
                    throw new Refused(
                            CameraCode.POSITION_FRAME,
                            "positions in '%s' are not known, expected ICRS or FK5"
                                    .formatted(frame));
        };
    }

    /**
     * Turns FK5 at J2000 into ICRS: the frame bias of USNO Circular 179 (Kaplan 2005), section 3.5.
     */
    private IcrsPosition fromFk5() {
        double aroundX = Math.toRadians(-MAS * FK5_ETA_MAS);
        double aroundY = Math.toRadians(MAS * FK5_XI_MAS);
        double aroundZ = Math.toRadians(MAS * FK5_ALPHA_MAS);
        double ra = Math.toRadians(raDeg);
        double dec = Math.toRadians(decDeg);
        double x = Math.cos(dec) * Math.cos(ra);
        double y = Math.cos(dec) * Math.sin(ra);
        double z = Math.sin(dec);
        // Around x, then y, then z; near the poles the order of the small turns counts.
        double y1 = y * Math.cos(aroundX) - z * Math.sin(aroundX);
        double z1 = y * Math.sin(aroundX) + z * Math.cos(aroundX);
        double x2 = x * Math.cos(aroundY) + z1 * Math.sin(aroundY);
        double icrsZ = z1 * Math.cos(aroundY) - x * Math.sin(aroundY);
        double icrsX = x2 * Math.cos(aroundZ) - y1 * Math.sin(aroundZ);
        double icrsY = x2 * Math.sin(aroundZ) + y1 * Math.cos(aroundZ);
        return of(
                "ICRS",
                Math.toDegrees(Math.atan2(icrsY, icrsX)),
                Math.toDegrees(Math.atan2(icrsZ, Math.hypot(icrsX, icrsY))));
    }
}
