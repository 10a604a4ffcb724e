/** Visits: exposures that belong together. */
@NullMarked
package org.platebook.rest.visits;

import org.jspecify.annotations.NullMarked;
