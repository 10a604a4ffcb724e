package org.platebook.vo.catalogue;

import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that one caller may query; what is not in it does not exist for that caller.
 *
 * @param schemas in order
 */
public record Catalogue(List<Schema> schemas) {

    public Catalogue {
        schemas = List.copyOf(schemas);
    }

    /** All tables of all schemas, in order. */
    public Stream<Table> tables() {
        return schemas.stream().flatMap(schema -> schema.tables().stream());
    }
}
