package org.platebook.store.wide;

import org.platebook.model.felis.Column;
import org.platebook.model.felis.ColumnRole;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.model.felis.Visibility;

import java.util.Optional;

/**
 * What a wide view is made of.
 *
 * @param base the first table of the level, whose rows the view has
 * @param audience who may see the view, and so everything in it
 */
record SeenLevel(Schema schema, Table base, Visibility audience) {

    boolean shows(Table table) {
        return table.notes().visibility().compareTo(audience) <= 0;
    }

    boolean shows(Table table, Column column) {
        return table.visibilityOf(column).compareTo(audience) <= 0;
    }

    /** Whether a column is there to be seen. */
    boolean shows(Table table, String column) {
        return table.column(column).filter(one -> shows(table, one)).isPresent();
    }

    /** The column of a role, or else of a name, if it is there to be seen. */
    Optional<String> column(Table table, String word) {
        return ColumnRole.named(word)
                .flatMap(table::column)
                .or(() -> table.column(word))
                .filter(one -> shows(table, one))
                .map(Column::name);
    }
}
