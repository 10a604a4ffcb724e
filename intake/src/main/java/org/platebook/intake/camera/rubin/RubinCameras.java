package org.platebook.intake.camera.rubin;

import org.platebook.intake.camera.CameraSpecialization;

import java.util.List;

/** Every camera, test stand and simulator of the Vera C. Rubin Observatory. */
public final class RubinCameras {

    private RubinCameras() {}

    /** In the order in which they are asked whose a header is. */
    public static List<CameraSpecialization> all() {
        return List.of(
                new LsstCam(),
                new Latiss(),
                new LsstComCam(),
                new LsstComCamSim(),
                new LsstCamSim(),
                new UcdCam(),
                new TestStand3(),
                new TestStand8(),
                new ImSim(),
                new PhoSim(),
                new VisitInfo());
    }
}
