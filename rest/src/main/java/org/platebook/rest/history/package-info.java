/** Differences between moments, and moments by name. */
@NullMarked
package org.platebook.rest.history;

import org.jspecify.annotations.NullMarked;
