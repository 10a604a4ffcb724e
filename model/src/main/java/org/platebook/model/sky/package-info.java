/** Directions and regions on the celestial sphere. */
@NullMarked
package org.platebook.model.sky;

import org.jspecify.annotations.NullMarked;
