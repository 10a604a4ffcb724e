/** Records: what is said of a row, before it is stored. */
@NullMarked
package org.platebook.model.record;

import org.jspecify.annotations.NullMarked;
