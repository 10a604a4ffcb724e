/** Failures, sorted by who can mend them. */
@NullMarked
package org.platebook.model.failure;

import org.jspecify.annotations.NullMarked;
