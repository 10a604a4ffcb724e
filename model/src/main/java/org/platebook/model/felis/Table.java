package org.platebook.model.felis;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;

import java.util.List;
import java.util.Optional;

/**
 * A table as Felis describes it.
 *
 * @param name as in "exposure"
 * @param id Felis identifier, as in "#exposure"
 * @param description what one row stands for
 * @param utype data model class (votable:utype)
 * @param tableIndex order in TAP (tap:table_index)
 * @param columns its columns, in the order of the file
 * @param primaryKey names of the key columns; empty where there is no key
 * @param constraints what rows must fulfil beyond the key
 * @param indexes what is searched for often
 * @param groups columns that belong together
 * @param notes what Platebook's own annotations say of it
 */
public record Table(
        String name,
        String id,
        @Nullable String description,
        @Nullable String utype,
        @Nullable Integer tableIndex,
        List<Column> columns,
        List<String> primaryKey,
        List<Constraint> constraints,
        List<Index> indexes,
        List<ColumnGroup> groups,
        TableNotes notes) {

    public Table {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        constraints = List.copyOf(constraints);
        indexes = List.copyOf(indexes);
        groups = List.copyOf(groups);
    }

    /** The column of this name; case does not matter. */
    public Optional<Column> column(String wanted) {
        return columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(wanted))
                .findFirst();
    }

    /**
     * The column of this role: the one that says so, or else the one whose name is the role's word
     * and that says no role.
     */
    public Optional<Column> column(ColumnRole role) {
        return columns.stream()
                .filter(column -> column.role() == role)
                .findFirst()
                .or(() -> column(role.word()).filter(column -> column.role() == null));
    }

    /**
     * The name of the column of this role.
     *
     * @throws Refused schema.role where it has none
     */
    public String name(ColumnRole role) {
        return column(role)
                .map(Column::name)
                .orElseThrow(
                        () ->
                                new Refused(
                                        FelisCode.SCHEMA_ROLE,
                                        "table %s has no column of the role %s"
                                                .formatted(name, role.word())));
    }

    /** Whether it is computed from other tables, and so cannot be written. */
    public boolean isView() {
        return notes.view() != null;
    }

    /** Who may see this column: no one who may not see the table. */
    public Visibility visibilityOf(Column column) {
        var own = column.visibility();
        return own == null ? notes.visibility() : own.stricter(notes.visibility());
    }
}
