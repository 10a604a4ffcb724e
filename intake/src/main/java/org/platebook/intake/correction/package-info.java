/** Corrections of headers: what was changed, by whom and why, beside what was received. */
@NullMarked
package org.platebook.intake.correction;

import org.jspecify.annotations.NullMarked;
