/** Felis, the language in which schemas are written. */
@NullMarked
package org.platebook.model.felis;

import org.jspecify.annotations.NullMarked;
