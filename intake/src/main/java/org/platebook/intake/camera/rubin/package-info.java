/** The cameras of the Vera C. Rubin Observatory, their test stands and their simulators. */
@NullMarked
package org.platebook.intake.camera.rubin;

import org.jspecify.annotations.NullMarked;
