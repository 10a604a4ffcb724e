package org.platebook.intake.camera.rubin;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of headers of Rubin's cameras. */
public enum RubinCode implements FailureCode {
    SEQNUM("rubin.seqnum", "SEQNUM is out of range", "correct the card"),
    CONTROLLER(
            "rubin.controller",
            "CONTRLLR is not a controller that is known",
            "correct the card to one that the message lists"),
    DETECTOR_EXPOSURE(
            "rubin.detector-exposure",
            "detector and exposure cannot be packed into one number",
            "correct detector, day, sequence number or controller"),
    GROUP(
            "rubin.group",
            "the name of a group does not begin with a time, or gives too large a number",
            "correct the card with the group's name"),
    TEST_STAND_DATE(
            "test-stand.date", "DATE-OBS of a test stand is no date and time", "correct the card");

    private final Explanation explanation;

    RubinCode(String code, String means, String remedy) {
        this.explanation = new Explanation(FailureKind.REFUSED, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
