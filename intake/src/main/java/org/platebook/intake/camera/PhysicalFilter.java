package org.platebook.intake.camera;

import org.jspecify.annotations.Nullable;

/**
 * A filter of a camera.
 *
 * @param name as in "r_57"
 * @param band the band that it passes, as in "r"; null where it passes none in particular
 */
public record PhysicalFilter(String name, @Nullable String band) {}
