/** Platebook as a program: where its parts are put together. */
@NullMarked
package org.platebook.app;

import org.jspecify.annotations.NullMarked;
