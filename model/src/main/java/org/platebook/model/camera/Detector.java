package org.platebook.model.camera;

import org.jspecify.annotations.Nullable;

/**
 * One detector of a camera and its place in the focal plane.
 *
 * @param id number within the camera
 * @param fullName name within the camera, as in "R22_S11"
 * @param raft the raft (or group) it belongs to, null where a camera has none
 * @param nameInRaft name within the raft, as in "S11"
 * @param purpose what it is for
 * @param sensor its kind
 * @param xMm where the sensor's centre is in the focal plane, in mm
 * @param yMm the same in y
 * @param yawDeg how far the sensor is turned, from x to y, in degrees
 * @param serial serial number of the sensor
 */
public record Detector(
        int id,
        String fullName,
        @Nullable String raft,
        String nameInRaft,
        Purpose purpose,
        Sensor sensor,
        double xMm,
        double yMm,
        double yawDeg,
        String serial) {

    /**
     * The corners of the detector in the focal plane in mm.
     *
     * @param paddingPixels how far beyond its pixels on each side
     */
    PlanePoint[] cornersMm(double paddingPixels) {
        double low = -paddingPixels - 0.5;
        double right = sensor.width() - 1 + paddingPixels + 0.5;
        double top = sensor.height() - 1 + paddingPixels + 0.5;
        return new PlanePoint[] {
            focalPlane(low, low),
            focalPlane(right, low),
            focalPlane(right, top),
            focalPlane(low, top),
        };
    }

    /** Where a pixel is in the focal plane in mm; the middle of the first pixel is (0, 0). */
    PlanePoint focalPlane(double pixelX, double pixelY) {
        double x = (pixelX - sensor.centreX()) * sensor.pixelMm();
        double y = (pixelY - sensor.centreY()) * sensor.pixelMm();
        double yaw = Math.toRadians(yawDeg);
        return new PlanePoint(
                Math.cos(yaw) * x - Math.sin(yaw) * y + xMm,
                Math.sin(yaw) * x + Math.cos(yaw) * y + yMm);
    }
}
