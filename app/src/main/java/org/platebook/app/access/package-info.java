/** Who asks, and what they may do. */
@NullMarked
package org.platebook.app.access;

import org.jspecify.annotations.NullMarked;
