/** TAP over HTTP: the protocol itself is in the room vo. */
@NullMarked
package org.platebook.rest.tap;

import org.jspecify.annotations.NullMarked;
