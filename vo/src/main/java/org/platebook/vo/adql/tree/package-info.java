/** The syntax tree of ADQL: what was written, before any name is looked up. */
@NullMarked
package org.platebook.vo.adql.tree;

import org.jspecify.annotations.NullMarked;
