/** The one door for writes: Records are checked, kept in the journal and applied. */
@NullMarked
package org.platebook.store.ledger;

import org.jspecify.annotations.NullMarked;
