/** Failures, sorted by who can correct them. */
@NullMarked
package org.platebook.model.failure;

import org.jspecify.annotations.NullMarked;
