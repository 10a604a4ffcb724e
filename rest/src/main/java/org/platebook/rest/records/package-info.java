/** Records that are written, and rows that are read, of any table. */
@NullMarked
package org.platebook.rest.records;

import org.jspecify.annotations.NullMarked;
