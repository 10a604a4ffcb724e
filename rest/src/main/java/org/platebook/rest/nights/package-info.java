/** Cameras and their nights. */
@NullMarked
package org.platebook.rest.nights;

import org.jspecify.annotations.NullMarked;
