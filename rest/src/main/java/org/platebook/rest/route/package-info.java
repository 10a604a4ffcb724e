/** How a request is read and an answer in JSON is written, whatever the subject. */
@NullMarked
package org.platebook.rest.route;

import org.jspecify.annotations.NullMarked;
