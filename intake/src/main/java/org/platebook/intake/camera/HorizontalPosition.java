package org.platebook.intake.camera;

/**
 * Where a telescope points above its horizon.
 *
 * @param azimuthDeg from north through east, any turn
 * @param altitudeDeg from -90 to 90
 */
public record HorizontalPosition(double azimuthDeg, double altitudeDeg) {

    public double zenithDistanceDeg() {
        return 90 - altitudeDeg;
    }
}
