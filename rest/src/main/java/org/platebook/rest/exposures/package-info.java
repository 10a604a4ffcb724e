/** Exposures, their headers and detectors, their marks, and events as they come. */
@NullMarked
package org.platebook.rest.exposures;

import org.jspecify.annotations.NullMarked;
