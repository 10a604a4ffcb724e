/** Backups of embedded databases that are taken while they serve, and what is made of them. */
@NullMarked
package org.platebook.store.backup;

import org.jspecify.annotations.NullMarked;
