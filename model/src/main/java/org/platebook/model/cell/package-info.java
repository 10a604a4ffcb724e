/** Values as files and requests give them, checked against the columns that are to hold them. */
@NullMarked
package org.platebook.model.cell;

import org.jspecify.annotations.NullMarked;
