/** The web server of a site: what every request has in common, and health. */
@NullMarked
package org.platebook.http.server;

import org.jspecify.annotations.NullMarked;
