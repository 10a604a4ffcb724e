package org.platebook.intake.camera;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of cameras and the translation of headers. */
public enum CameraCode implements FailureCode {
    UNKNOWN(
            "camera.unknown",
            "no camera recognises the header, or a file names a camera that there is not",
            "for a header see INSTRUME and TELESCOP; name the camera with `--camera`, as in `LSSTCam`, or [add one](adding-a-camera.md)"),
    NAME("camera.name", "no camera has this name", "use one that the message lists"),
    NAME_TWICE("cameras.name", "two cameras have one name", "rename one of them"),
    OBSERVATION_IDENTITY(
            "observation.identity",
            "the header, or translation, does not say which exposure it is of",
            "see that it holds the instrument and the exposure's id"),
    OBSERVATION_EXPOSURE_ID(
            "observation.exposure-id",
            "the header gives the exposure no number",
            "correct the cards that its number is made of, see [headers](headers.md)"),
    HEADER_TIMESYS(
            "header.timesys",
            "TIMESYS is a time scale that is not known",
            "correct it to UTC, TAI or TT"),
    HEADER_ANGLE(
            "header.angle",
            "an angle is neither a number nor of the form 12:34:56.7",
            "correct the card"),
    HEADER_EQUINOX("header.equinox", "a position is not of equinox 2000", "correct the position"),
    LOCATION_RANGE(
            "location.range",
            "a place on Earth has a latitude beyond the poles, or is no number",
            "correct the cards with latitude, longitude and height, or OBSGEO-X, -Y, -Z"),
    POSITION_RANGE(
            "position.range",
            "a right ascension or declination is out of range",
            "correct the cards"),
    POSITION_FRAME(
            "position.frame",
            "positions are in a frame that is not known",
            "correct the card to ICRS or FK5"),
    POSITION_HORIZONTAL(
            "position.horizontal", "an azimuth or altitude is out of range", "correct the cards"),
    QUANTITY_UNIT(
            "quantity.unit",
            "a quantity was asked for in a unit of another kind",
            "ask for one that it can be converted to"),
    ID_LIMITS(
            "id-limits",
            "a camera states a limit of ids below 1",
            "correct the camera's specialization");

    private final Explanation explanation;

    CameraCode(String code, String means, String remedy) {
        this.explanation = new Explanation(FailureKind.REFUSED, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
