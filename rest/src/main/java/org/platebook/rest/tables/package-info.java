/** The tables of the site by name, as callers may know of them. */
@NullMarked
package org.platebook.rest.tables;

import org.jspecify.annotations.NullMarked;
