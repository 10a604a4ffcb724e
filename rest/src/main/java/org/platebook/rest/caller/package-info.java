/** Whom the site takes a caller for. */
@NullMarked
package org.platebook.rest.caller;

import org.jspecify.annotations.NullMarked;
