package org.platebook.vo.catalogue;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A schema of which a caller may query at least one table.
 *
 * @param name in the database
 * @param utype data model; null where there is none
 * @param description in words; null where there is none
 * @param tables in order
 */
public record CatalogueSchema(
        String name,
        @Nullable String utype,
        @Nullable String description,
        List<CatalogueTable> tables) {

    public CatalogueSchema {
        tables = List.copyOf(tables);
    }
}
