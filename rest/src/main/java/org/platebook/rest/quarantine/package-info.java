/** Records that could not be applied, and another try. */
@NullMarked
package org.platebook.rest.quarantine;

import org.jspecify.annotations.NullMarked;
