/** From the syntax tree of a query to SQL for PostgreSQL, names and types looked up. */
@NullMarked
package org.platebook.vo.adql.bind;

import org.jspecify.annotations.NullMarked;
