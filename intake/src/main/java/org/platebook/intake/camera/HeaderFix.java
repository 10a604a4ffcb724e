package org.platebook.intake.camera;

import org.platebook.intake.correction.CorrectedHeader;

/**
 * What a camera mends in its own headers: cards known to be wrong on certain dates.
 *
 * <p>It gets the header with the fixes before it already made, and gives it back with its own
 * changes, each with its reason; where there is nothing to mend it gives back what it got.
 */
@FunctionalInterface
public interface HeaderFix {

    CorrectedHeader mend(CorrectedHeader header);
}
