package org.platebook.model.felis;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * An index on columns or on expressions; never on both.
 *
 * @param name unique in the schema
 * @param id Felis identifier
 * @param description what it is good for
 * @param columns names of columns of the table; empty where it is on expressions
 * @param expressions expressions in SQL; empty where it is on columns
 */
public record Index(
        String name,
        String id,
        @Nullable String description,
        List<String> columns,
        List<String> expressions) {

    public Index {
        columns = List.copyOf(columns);
        expressions = List.copyOf(expressions);
    }
}
