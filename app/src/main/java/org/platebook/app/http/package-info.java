/** The web server of a site: what every request has in common, health, and the portal's files. */
@NullMarked
package org.platebook.app.http;

import org.jspecify.annotations.NullMarked;
