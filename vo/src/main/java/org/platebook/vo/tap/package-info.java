/** TAP 1.1 and VOSI 1.1 without a web server: from parameters to documents. */
@NullMarked
package org.platebook.vo.tap;

import org.jspecify.annotations.NullMarked;
