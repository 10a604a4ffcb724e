/** How names, texts and types are written in PostgreSQL's SQL. */
@NullMarked
package org.platebook.store.sql;

import org.jspecify.annotations.NullMarked;
