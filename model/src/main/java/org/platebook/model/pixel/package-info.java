/** Pixel grids of the sphere: HEALPix, HTM, and sets of their pixels (MOC). */
@NullMarked
package org.platebook.model.pixel;

import org.jspecify.annotations.NullMarked;
