package org.platebook.intake.simulate;

/**
 * Where a telescope is sent.
 *
 * @param raDeg ICRS, [0, 360)
 * @param decDeg ICRS
 */
record PlannedPointing(double raDeg, double decDeg) {

    /** Degrees between two positions. */
    double distanceDeg(PlannedPointing other) {
        double dec = Math.toRadians(decDeg);
        double otherDec = Math.toRadians(other.decDeg);
        double halfDec = Math.sin((otherDec - dec) / 2);
        double halfRa = Math.sin(Math.toRadians(other.raDeg - raDeg) / 2);
        return 2
                * Math.toDegrees(
                        Math.asin(
                                Math.sqrt(
                                        halfDec * halfDec
                                                + Math.cos(dec)
                                                        * Math.cos(otherDec)
                                                        * halfRa
                                                        * halfRa)));
    }
}
