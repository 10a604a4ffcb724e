/** The REST interface below /api, put together from its subjects. */
@NullMarked
package org.platebook.rest;

import org.jspecify.annotations.NullMarked;
