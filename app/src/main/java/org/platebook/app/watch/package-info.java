/** What a running site tells of itself: measurements and logs. */
@NullMarked
package org.platebook.app.watch;

import org.jspecify.annotations.NullMarked;
