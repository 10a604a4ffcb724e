package org.platebook.intake.camera;

import org.jspecify.annotations.Nullable;

/**
 * Names one detector of a camera.
 *
 * @param num unique within the camera
 * @param group raft; null where the camera has none
 * @param name within its group
 * @param serial null where it is not known or changes
 */
public record DetectorIdentity(
        int num, @Nullable String group, String name, @Nullable String serial) {

    /** Name within the camera, as in "R22_S11". */
    public String uniqueName() {
        return group == null ? name : group + "_" + name;
    }
}
