/** What an installed table is like: its columns, their types, its key and its partitioning. */
@NullMarked
package org.platebook.store.shape;

import org.jspecify.annotations.NullMarked;
