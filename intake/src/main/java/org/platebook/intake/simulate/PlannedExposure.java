package org.platebook.intake.simulate;

import org.jspecify.annotations.Nullable;
import org.platebook.model.time.Tai;

/**
 * One exposure of a simulated night.
 *
 * @param sequence counts from 1
 * @param begin whole milliseconds
 * @param position null where the telescope does not track the sky
 * @param rotationDeg of the camera on the sky; 0 without position
 * @param snap its place among the exposures of its group, from 1
 * @param snaps how many exposures its group has
 */
record PlannedExposure(
        int sequence,
        Kind kind,
        Tai begin,
        double exposureSeconds,
        String filter,
        @Nullable PlannedPointing position,
        double rotationDeg,
        String target,
        String group,
        int snap,
        int snaps) {

    /** What an exposure is taken for. */
    enum Kind {
        BIAS("BIAS", "bias", "BLOCK-T60"),
        DARK("DARK", "dark", "BLOCK-T60"),
        FLAT("FLAT", "domeflat", "BLOCK-T60"),
        TWILIGHT_FLAT("FLAT", "twiflat", "BLOCK-T17"),
        ENGINEERING("ENGTEST", "checkout", "BLOCK-T250"),
        FOCUS("FOCUS", "focus-sweep", "BLOCK-T246"),
        WAVEFRONT("CWFS", "aos-closed-loop", "BLOCK-T246"),
        ACQUISITION("ACQ", "acquisition", "BLOCK-365"),
        SCIENCE("OBJECT", "field-survey-science", "BLOCK-365");

        private final String imageType;
        private final String reason;
        private final String program;

        Kind(String imageType, String reason, String program) {
            this.imageType = imageType;
            this.reason = reason;
            this.program = program;
        }

        String imageType() {
            return imageType;
        }

        String reason() {
            return reason;
        }

        String program() {
            return program;
        }

        /** Whether the shutter opens. */
        boolean opensShutter() {
            return this != BIAS && this != DARK;
        }

        /** Whether the telescope looks out of the dome. */
        boolean seesSky() {
            return switch (this) {
                case BIAS, DARK, FLAT -> false;
                case TWILIGHT_FLAT, ENGINEERING, FOCUS, WAVEFRONT, ACQUISITION, SCIENCE -> true;
            };
        }
    }

    Tai end() {
        return begin.plusSeconds(exposureSeconds);
    }
}
