/**
 * What was known when: closed versions of rows, reads as of a moment, and what changed between two.
 */
@NullMarked
package org.platebook.store.history;

import org.jspecify.annotations.NullMarked;
