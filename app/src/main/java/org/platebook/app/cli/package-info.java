/** The command line. */
@NullMarked
package org.platebook.app.cli;

import org.jspecify.annotations.NullMarked;
