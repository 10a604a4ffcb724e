package org.platebook.model.camera;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of the geometry of cameras. */
public enum GeometryCode implements FailureCode {
    DETECTORS(
            FailureKind.REFUSED,
            "camera.detectors",
            "a camera has no detectors, or they are out of order or repeated",
            "correct its geometry table"),
    DETECTOR(
            FailureKind.MISSING,
            "camera.detector",
            "the camera has no detector of this number",
            "use one that it has"),
    SENSOR(
            FailureKind.REFUSED,
            "camera.sensor",
            "a sensor has no size",
            "give width, height and size of pixels"),
    FIELD_ANGLE(
            FailureKind.REFUSED,
            "camera.field-angle",
            "the coefficients of a camera's optics do not go together",
            "correct its geometry table"),
    POINTING(
            FailureKind.REFUSED,
            "camera.pointing",
            "a pointing has a coordinate that is not possible",
            "give right ascension, declination from -90 to 90 and sky angle in degrees");

    private final Explanation explanation;

    GeometryCode(FailureKind kind, String code, String means, String remedy) {
        this.explanation = new Explanation(kind, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
