/** Wide views: all tables of one level joined, with what everybody works out of them. */
@NullMarked
package org.platebook.store.wide;

import org.jspecify.annotations.NullMarked;
