package org.platebook.intake.camera;

import org.platebook.model.failure.Refused;

/**
 * Where a telescope points above its horizon.
 *
 * @param azimuthDeg from north through east, from 0 to below 360
 * @param altitudeDeg from -90 to 90
 */
public record HorizontalPosition(double azimuthDeg, double altitudeDeg) {

    public HorizontalPosition {
        if (!(azimuthDeg >= 0 && azimuthDeg < 360 && Math.abs(altitudeDeg) <= 90)) {
            throw new Refused(
                    CameraCode.POSITION_HORIZONTAL,
                    "azimuth %s and altitude %s must lie in [0, 360) and [-90, 90] degrees"
                            .formatted(azimuthDeg, altitudeDeg));
        }
    }

    /** The position at an azimuth of any turn. */
    public static HorizontalPosition of(double azimuthDeg, double altitudeDeg) {
        double turned = azimuthDeg - 360 * Math.floor(azimuthDeg / 360);
        return new HorizontalPosition(turned == 360 ? 0 : turned, altitudeDeg);
    }

    public double zenithDistanceDeg() {
        return 90 - altitudeDeg;
    }
}
