package org.platebook.vo.adql.tree;

import org.jspecify.annotations.Nullable;

/** One item of a select list. */
public sealed interface SelectItem {

    /** All columns of all tables: {@code *}. */
    record Everything(Position at) implements SelectItem {}

    /** All columns of one table: {@code t.*}. */
    record AllOf(QualifiedName table) implements SelectItem {}

    /** One column; name is null where none was given. */
    record Derived(Expression expression, @Nullable Name name) implements SelectItem {}
}
