package org.platebook.cli;

import org.platebook.intake.simulate.SimulatedCamera;
import org.platebook.intake.simulate.Simulation;
import org.platebook.intake.simulate.SimulationCode;
import org.platebook.model.failure.Refused;
import org.platebook.model.time.DayObs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The simulated night that a demo shows. */
public final class SampleNight {

    private static final Simulation NIGHT =
            new Simulation(SimulatedCamera.named("LSSTCam"), new DayObs(20260115), 60, 7);

    private SampleNight() {}

    /**
     * Writes its header files.
     *
     * @return a new folder for temporary files, which the caller deletes
     * @throws Refused when it cannot be written
     */
    public static Path write() {
        try {
            var folder = Files.createTempDirectory("platebook-night");
            NIGHT.write(folder, _ -> {});
            return folder;
        } catch (IOException e) {
            throw new Refused(
                    SimulationCode.FOLDER, "cannot write the sample night: " + e.getMessage(), e);
        }
    }
}
