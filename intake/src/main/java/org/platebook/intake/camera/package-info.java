/** Cameras: how each instrument's headers are recognised and read. */
@NullMarked
package org.platebook.intake.camera;

import org.jspecify.annotations.NullMarked;
