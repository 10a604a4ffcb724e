/** What the site tells in JSON: nights, exposures, headers, problems, and changes as they come. */
@NullMarked
package org.platebook.app.rest;

import org.jspecify.annotations.NullMarked;
