/**
 * The journal: batches of Records of one table, in the form in which they are sent to the database
 * and kept.
 */
@NullMarked
package org.platebook.store.journal;

import org.jspecify.annotations.NullMarked;
