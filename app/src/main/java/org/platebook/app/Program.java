package org.platebook.app;

import org.platebook.model.felis.CameraSchemas;

import java.util.Objects;

/**
 * What a version of the program brings along.
 *
 * @param version as in "1.4.0"; "development" where no build wrote one down
 * @param schemas the schemas of cameras
 */
record Program(String version, CameraSchemas schemas) {

    /** The program that runs. */
    static Program running() {
        var version = Program.class.getPackage().getImplementationVersion();
        return new Program(
                Objects.requireNonNullElse(version, "development"), CameraSchemas.load());
    }
}
