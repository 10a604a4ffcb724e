package org.platebook.model.camera;

import org.platebook.model.failure.Refused;

/**
 * A kind of detector: how many pixels of which size it has.
 *
 * @param name the kind's name, as in "ITL"
 * @param width pixels in x
 * @param height pixels in y
 * @param pixelMm side of a pixel in mm
 * @param centreX pixel coordinate of the point that {@link Detector} places, where the middle of
 *     the first pixel is 0
 * @param centreY the same in y
 */
public record Sensor(
        String name, int width, int height, double pixelMm, double centreX, double centreY) {

    public Sensor {
        if (width < 1 || height < 1 || !(pixelMm > 0)) {
            throw new Refused(
                    GeometryCode.SENSOR,
                    "sensor %s needs a size, not %s x %s pixels of %s mm"
                            .formatted(name, width, height, pixelMm));
        }
    }
}
