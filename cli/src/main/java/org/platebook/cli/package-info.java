/** The command line. */
@NullMarked
package org.platebook.cli;

import org.jspecify.annotations.NullMarked;
