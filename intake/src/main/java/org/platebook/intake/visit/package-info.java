/** Visits: which exposures belong together, and what is said of them as one. */
@NullMarked
package org.platebook.intake.visit;

import org.jspecify.annotations.NullMarked;
