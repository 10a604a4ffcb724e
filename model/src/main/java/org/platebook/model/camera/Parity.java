package org.platebook.model.camera;

/**
 * Whether a camera's optics mirror the x axis of its focal plane.
 *
 * <p>LATISS and DECam do. Observatory software speaks of it twice, as the parity of the focal plane
 * and as a flag to flip the x axis of a first WCS; both stand for the one flip that is made here.
 */
public enum Parity {
    SAME(1),
    FLIPPED(-1);

    private final double xSign;

    Parity(double xSign) {
        this.xSign = xSign;
    }

    double xSign() {
        return xSign;
    }
}
