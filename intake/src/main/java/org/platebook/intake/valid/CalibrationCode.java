package org.platebook.intake.valid;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of calibrations. */
public enum CalibrationCode implements FailureCode {
    RANGE(
            "calibration.range",
            "a value would end before it begins",
            "give an `--until` after `--from`");

    private final Explanation explanation;

    CalibrationCode(String code, String means, String remedy) {
        this.explanation = new Explanation(FailureKind.REFUSED, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
