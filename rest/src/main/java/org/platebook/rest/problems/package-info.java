/** What was wrong with headers. */
@NullMarked
package org.platebook.rest.problems;

import org.jspecify.annotations.NullMarked;
