/**
 * What a database needs from time to time: work that was left, partitions ahead, pruning,
 * statistics.
 */
@NullMarked
package org.platebook.store.upkeep;

import org.jspecify.annotations.NullMarked;
