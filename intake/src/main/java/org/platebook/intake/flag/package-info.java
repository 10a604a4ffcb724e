/** Marks of observers: which exposures and visits are good, bad or questionable, and why. */
@NullMarked
package org.platebook.intake.flag;

import org.jspecify.annotations.NullMarked;
