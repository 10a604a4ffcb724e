/** The list of all cameras that Platebook has a specialization for. */
@NullMarked
package org.platebook.intake.camera.known;

import org.jspecify.annotations.NullMarked;
