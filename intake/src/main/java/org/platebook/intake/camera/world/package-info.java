/** Cameras of other observatories than Rubin's, and one that reads what any camera may write. */
@NullMarked
package org.platebook.intake.camera.world;

import org.jspecify.annotations.NullMarked;
