/** TAP over HTTP: the protocol itself is in the room vo. */
@NullMarked
package org.platebook.app.tap;

import org.jspecify.annotations.NullMarked;
