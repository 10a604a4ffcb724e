/** From header files to rows: exposures, detector images, visits, headers, problems. */
@NullMarked
package org.platebook.intake.ingest;

import org.jspecify.annotations.NullMarked;
