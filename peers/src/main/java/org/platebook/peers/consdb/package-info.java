/**
 * The REST interface of Rubin's ConsDB, so that its clients work unchanged: paths, bodies, status
 * codes and spellings of types are those of its server; its faults are not.
 *
 * @see <a href="https://consdb.lsst.io">ConsDB documentation</a>
 */
@NullMarked
package org.platebook.peers.consdb;

import org.jspecify.annotations.NullMarked;
