/** All that is known of one row of a level, such as an exposure, and how it became known. */
@NullMarked
package org.platebook.rest.level;

import org.jspecify.annotations.NullMarked;
