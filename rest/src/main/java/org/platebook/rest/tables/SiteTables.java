package org.platebook.rest.tables;

import org.platebook.http.access.Caller;
import org.platebook.model.failure.Missing;
import org.platebook.model.felis.Table;
import org.platebook.model.record.TableName;
import org.platebook.rest.route.RestCode;
import org.platebook.store.schema.SchemaCatalog;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds tables of the site by name, those alone that a caller may know of. */
public final class SiteTables {

    private final SchemaCatalog catalog;

    public SiteTables(SchemaCatalog catalog) {
        this.catalog = catalog;
    }

    /** A table's name of a text that has a schema and a table, as in "cdb_lsstcam.exposure". */
    public static Optional<TableName> name(String text) {
        var parts = text.split("\\.", -1);
        return parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()
                ? Optional.empty()
                : Optional.of(new TableName(parts[0], parts[1]));
    }

    /**
     * The table of this name; empty when there is none, or the caller may not know of it.
     *
     * @param name with its schema; case does not matter
     */
    public Optional<SiteTable> ifKnown(String name, Caller caller) {
        return name(name).flatMap(each -> ifKnown(each, caller));
    }

    private Optional<SiteTable> ifKnown(TableName name, Caller caller) {
        return catalog.table(name, table -> table(name, table).isKnownTo(caller))
                .map(table -> table(name, table));
    }

    private static SiteTable table(TableName name, Table table) {
        return new SiteTable(
                new TableName(
                        name.schema().toLowerCase(Locale.ROOT),
                        table.name().toLowerCase(Locale.ROOT)),
                table);
    }

    /**
     * The table of this name.
     *
     * @throws Missing rest.table when there is none, or the caller may not know of it
     */
    public SiteTable find(TableName name, Caller caller) {
        return ifKnown(name, caller)
                .orElseThrow(
                        () ->
                                new Missing(
                                        RestCode.TABLE,
                                        "there is no table %s here".formatted(name)));
    }

    /** The same table, looked up anew where it lacks a column: it may have gained it since. */
    public SiteTable with(SiteTable table, Collection<String> columns, Caller caller) {
        if (columns.stream().allMatch(column -> table.table().column(column).isPresent())) {
            return table;
        }
        catalog.refresh();
        return find(table.name(), caller);
    }
}
