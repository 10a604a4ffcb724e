/** ADQL: from the text of a query to its syntax tree. */
@NullMarked
package org.platebook.vo.adql;

import org.jspecify.annotations.NullMarked;
