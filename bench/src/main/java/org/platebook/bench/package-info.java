/** Benchmarks against peers and the raw database. */
@NullMarked
package org.platebook.bench;

import org.jspecify.annotations.NullMarked;
