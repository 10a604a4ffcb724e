/** What a running site tells of itself: measurements, logs and the audit. */
@NullMarked
package org.platebook.http.watch;

import org.jspecify.annotations.NullMarked;
