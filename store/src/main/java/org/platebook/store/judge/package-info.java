/** Whether SQL that a client sends may run, as PostgreSQL itself understands it. */
@NullMarked
package org.platebook.store.judge;

import org.jspecify.annotations.NullMarked;
