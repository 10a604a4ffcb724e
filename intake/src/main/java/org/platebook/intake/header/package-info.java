/** Headers as received: every card, in order; and the readers of their file formats. */
@NullMarked
package org.platebook.intake.header;

import org.jspecify.annotations.NullMarked;
