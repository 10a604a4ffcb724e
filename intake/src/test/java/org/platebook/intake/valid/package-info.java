/** What holds from somewhere to somewhere. */
@NullMarked
package org.platebook.intake.valid;

import org.jspecify.annotations.NullMarked;
