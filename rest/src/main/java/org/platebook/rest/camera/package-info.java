/** Reads what a caller may see of cameras, now or as of a moment. */
@NullMarked
package org.platebook.rest.camera;

import org.jspecify.annotations.NullMarked;
