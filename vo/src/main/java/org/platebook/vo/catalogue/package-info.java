/** What a caller may query: the schemas, tables and columns of TAP_SCHEMA. */
@NullMarked
package org.platebook.vo.catalogue;

import org.jspecify.annotations.NullMarked;
