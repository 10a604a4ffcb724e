/** The site's folder and its configuration, read once. */
@NullMarked
package org.platebook.app.config;

import org.jspecify.annotations.NullMarked;
