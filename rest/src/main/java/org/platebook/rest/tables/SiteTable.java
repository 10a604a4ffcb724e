package org.platebook.rest.tables;

import org.platebook.http.access.Caller;
import org.platebook.http.access.TableSources;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.Table;
import org.platebook.model.felis.Visibility;
import org.platebook.model.record.TableName;
import org.platebook.store.database.Role;
import org.platebook.store.sql.SqlText;

import java.util.List;

/**
 * A table of the site with what its schema says of it.
 *
 * @param name as in the database
 */
public record SiteTable(TableName name, Table table) {

    /** The source that fills it. */
    public String source() {
        var source = table.notes().source();
        return source == null ? TableSources.NOBODY : source;
    }

    /** Whether rows of it can be written: it is stored, and its rows have names. */
    public boolean isStored() {
        return !table.isView() && !table.primaryKey().isEmpty();
    }

    /** Names of the key columns, as in the database. */
    public List<String> key() {
        return table.primaryKey().stream().map(SqlText::stored).toList();
    }

    /** Whether a caller may know that it is there: who may read it, or write it. */
    boolean isKnownTo(Caller caller) {
        return isSeen(table.notes().visibility(), caller.role())
                || (isStored() && caller.mayWrite(source()));
    }

    /** The columns that a role may read, in order. */
    public List<Column> columnsFor(Role role) {
        return table.columns().stream()
                .filter(column -> isSeen(table.visibilityOf(column), role))
                .toList();
    }

    /** Whether a role may read every column. */
    public boolean isSeenWhole(Role role) {
        return columnsFor(role).size() == table.columns().size();
    }

    public static boolean isSeen(Visibility visibility, Role role) {
        return switch (visibility) {
            case PUBLIC -> true;
            case RIGHTS -> role != Role.PUBLIC;
            case STAFF -> role == Role.STAFF;
            case INTERNAL -> false;
        };
    }
}
