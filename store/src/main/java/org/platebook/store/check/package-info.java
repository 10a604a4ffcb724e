/** Looks whether a site's database is in order. */
@NullMarked
package org.platebook.store.check;

import org.jspecify.annotations.NullMarked;
