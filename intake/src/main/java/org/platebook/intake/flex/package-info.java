/** Flexible metadata: keys that become columns. */
@NullMarked
package org.platebook.intake.flex;

import org.jspecify.annotations.NullMarked;
