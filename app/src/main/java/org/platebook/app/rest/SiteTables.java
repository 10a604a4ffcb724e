package org.platebook.app.rest;

import org.platebook.app.access.Caller;
import org.platebook.model.failure.Missing;
import org.platebook.model.failure.Refused;
import org.platebook.model.record.TableName;
import org.platebook.store.schema.SchemaCatalog;

import java.util.Collection;
import java.util.Locale;

/** Finds tables of the site by name, those alone that a caller may know of. */
final class SiteTables {

    private final SchemaCatalog catalog;

    SiteTables(SchemaCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * The table of this name.
     *
     * @param name with its schema, as in "cdb_lsstcam.exposure"; case does not matter
     * @throws Refused rest.table-name when it has no schema
     * @throws Missing rest.table when there is none, or the caller may not know of it
     */
    SiteTable find(String name, Caller caller) {
        var parts = name.split("\\.", -1);
        if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
            throw new Refused(
                    "rest.table-name",
                    "table is '%s', expected a schema and a table, as in cdb_lsstcam.exposure"
                            .formatted(name));
        }
        return find(new TableName(parts[0], parts[1]), caller);
    }

    /**
     * The table of this name.
     *
     * @throws Missing rest.table when there is none, or the caller may not know of it
     */
    SiteTable find(TableName name, Caller caller) {
        return catalog.table(name)
                .map(
                        table ->
                                new SiteTable(
                                        new TableName(
                                                name.schema().toLowerCase(Locale.ROOT),
                                                table.name().toLowerCase(Locale.ROOT)),
                                        table))
                .filter(table -> table.isKnownTo(caller))
                .orElseThrow(
                        () ->
                                new Missing(
                                        "rest.table", "there is no table %s here".formatted(name)));
    }

    /** The same table, looked up anew where it lacks a column: it may have gained it since. */
    SiteTable with(SiteTable table, Collection<String> columns, Caller caller) {
        if (columns.stream().allMatch(column -> table.table().column(column).isPresent())) {
            return table;
        }
        catalog.refresh();
        return find(table.name(), caller);
    }
}
