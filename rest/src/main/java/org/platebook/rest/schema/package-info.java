/** Schemas, tables and columns, and how they became what they are. */
@NullMarked
package org.platebook.rest.schema;

import org.jspecify.annotations.NullMarked;
