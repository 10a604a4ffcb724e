/** Who asks, and what they may do. */
@NullMarked
package org.platebook.http.access;

import org.jspecify.annotations.NullMarked;
