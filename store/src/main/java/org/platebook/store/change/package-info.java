/**
 * Which rows were changed: told to watchers in this process and to other processes on the same
 * database.
 */
@NullMarked
package org.platebook.store.change;

import org.jspecify.annotations.NullMarked;
