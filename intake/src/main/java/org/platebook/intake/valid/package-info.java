/** What holds from somewhere to somewhere: calibrations over time, corrections over exposures. */
@NullMarked
package org.platebook.intake.valid;

import org.jspecify.annotations.NullMarked;
