/** Tests of the sky's regions in the database. */
@NullMarked
package org.platebook.store.sky;

import org.jspecify.annotations.NullMarked;
