/** Flexible metadata: keys that become columns. */
@NullMarked
package org.platebook.store.flex;

import org.jspecify.annotations.NullMarked;
