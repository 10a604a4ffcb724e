/** Units of measurement: what a number in one is in another. */
@NullMarked
package org.platebook.model.unit;

import org.jspecify.annotations.NullMarked;
