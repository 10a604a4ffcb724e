/** Writing tables for astronomers' tools: VOTable, CSV, TSV, JSON and text, row by row. */
@NullMarked
package org.platebook.vo.table;

import org.jspecify.annotations.NullMarked;
