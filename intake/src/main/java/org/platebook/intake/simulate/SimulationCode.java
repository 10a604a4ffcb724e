package org.platebook.intake.simulate;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of simulated nights. */
public enum SimulationCode implements FailureCode {
    INSTRUMENT(
            "simulate.instrument",
            "nights of this instrument cannot be simulated",
            "choose one that the message lists"),
    NIGHT(
            "simulate.night",
            "exposures of that night have no numbers",
            "choose a night of the years named"),
    EXPOSURES(
            "simulate.exposures",
            "too few or too many exposures for one night",
            "choose a number in the range named"),
    FOLDER(
            "simulate.folder",
            "the folder cannot be written to",
            "fix its permissions, or choose another");

    private final Explanation explanation;

    SimulationCode(String code, String means, String remedy) {
        this.explanation = new Explanation(FailureKind.REFUSED, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
