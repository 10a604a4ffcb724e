/** Time: TAI, UTC with leap seconds, UT1, MJD and the observing day. */
@NullMarked
package org.platebook.model.time;

import org.jspecify.annotations.NullMarked;
