/** Fixtures for tests. */
@NullMarked
package org.platebook.testkit;

import org.jspecify.annotations.NullMarked;
