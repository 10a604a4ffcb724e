/**
 * Nights that never were, for demonstrations and tests: Header Service files of a plausible survey.
 */
@NullMarked
package org.platebook.intake.simulate;

import org.jspecify.annotations.NullMarked;
