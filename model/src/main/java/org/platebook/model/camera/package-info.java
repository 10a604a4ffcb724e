/** Camera geometry: where each detector looks, given a pointing. */
@NullMarked
package org.platebook.model.camera;

import org.jspecify.annotations.NullMarked;
