/** Serves the pages of the portal. */
@NullMarked
package org.platebook.portal;

import org.jspecify.annotations.NullMarked;
