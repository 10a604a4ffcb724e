/** Platebook as a program: where rooms are put together. */
@NullMarked
package org.platebook.app;

import org.jspecify.annotations.NullMarked;
