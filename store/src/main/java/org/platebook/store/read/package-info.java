/** Reads that stream. */
@NullMarked
package org.platebook.store.read;

import org.jspecify.annotations.NullMarked;
