package org.platebook.intake.camera.world;

import org.platebook.intake.camera.CameraSpecialization;

import java.util.List;

/** The cameras of other observatories. */
public final class WorldCameras {

    private WorldCameras() {}

    /** In the order in which they are asked whose a header is. */
    public static List<CameraSpecialization> all() {
        return List.of(
                new Decam(),
                new HyperSuprimeCam(),
                new SuprimeCam(),
                new MegaPrime(),
                new SdssImager(),
                new GenericFits());
    }
}
