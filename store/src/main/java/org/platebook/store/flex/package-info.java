/** Flexible metadata: values for which there is no column, each by a key that says what it is. */
@NullMarked
package org.platebook.store.flex;

import org.jspecify.annotations.NullMarked;
