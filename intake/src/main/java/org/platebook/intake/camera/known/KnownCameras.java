package org.platebook.intake.camera.known;

import org.platebook.intake.camera.CameraSpecializations;
import org.platebook.intake.camera.rubin.RubinCameras;
import org.platebook.intake.camera.world.WorldCameras;

import java.util.stream.Stream;

/** Every camera that Platebook has a specialization for. */
public final class KnownCameras {

    private KnownCameras() {}

    /** All of them, in the order in which they are asked whose a header is. */
    public static CameraSpecializations all() {
        // Rubin's come last: one of them reads any camera's exposure that its pipelines wrote.
        return new CameraSpecializations(
                Stream.concat(WorldCameras.all().stream(), RubinCameras.all().stream()).toList());
    }
}
