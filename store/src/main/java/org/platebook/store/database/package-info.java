/** The PostgreSQL database: connections, roles, transactions, migrations of the fixed schemas. */
@NullMarked
package org.platebook.store.database;

import org.jspecify.annotations.NullMarked;
