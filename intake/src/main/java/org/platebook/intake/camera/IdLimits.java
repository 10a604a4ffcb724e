package org.platebook.intake.camera;

import org.platebook.model.failure.Refused;

/**
 * The largest numbers that a camera gives, from which follows how many bits they take.
 *
 * @param exposureId largest exposure_id
 * @param visitId largest visit_id
 * @param detectorExposureId largest detector_exposure_id
 */
public record IdLimits(long exposureId, long visitId, long detectorExposureId) {

    public IdLimits {
        if (exposureId < 1 || visitId < 1 || detectorExposureId < 1) {
            throw new Refused(
                    CameraCode.ID_LIMITS,
                    "ids count up from 0, so their limits are 1 or more, not %s, %s, %s"
                            .formatted(exposureId, visitId, detectorExposureId));
        }
    }

    public int exposureIdBits() {
        return bits(exposureId);
    }

    public int visitIdBits() {
        return bits(visitId);
    }

    public int detectorExposureIdBits() {
        return bits(detectorExposureId);
    }

    private static int bits(long largest) {
        return Long.SIZE - Long.numberOfLeadingZeros(largest);
    }
}
