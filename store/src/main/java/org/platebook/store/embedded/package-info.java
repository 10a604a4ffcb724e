/** The PostgreSQL server that Platebook runs itself. */
@NullMarked
package org.platebook.store.embedded;

import org.jspecify.annotations.NullMarked;
