/**
 * Schemas from Felis in the database: tables, comments, keys, partitions, grants and TAP_SCHEMA.
 */
@NullMarked
package org.platebook.store.schema;

import org.jspecify.annotations.NullMarked;
