package org.platebook.model.felis;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Columns that belong together, such as the two coordinates of a position.
 *
 * @param name as in "position"
 * @param id Felis identifier
 * @param description what they are together
 * @param ucd unified content descriptor of the whole (ivoa:ucd)
 * @param utype data model attribute (votable:utype)
 * @param columns names of columns of the table
 */
public record ColumnGroup(
        String name,
        String id,
        @Nullable String description,
        @Nullable String ucd,
        @Nullable String utype,
        List<String> columns) {

    public ColumnGroup {
        columns = List.copyOf(columns);
    }
}
