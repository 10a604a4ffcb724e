package org.platebook.app.rest;

import org.platebook.store.database.Database;
import org.platebook.store.history.Moments;
import org.platebook.store.ledger.Ledger;
import org.platebook.store.schema.SchemaCatalog;

import java.util.List;

/** What can be asked of any table of the site, by its name: to be written, and to be read. */
public final class TableDoors {

    private final List<Operation> operations;

    public TableDoors(Database database, Ledger ledger, SchemaCatalog catalog, Moments moments) {
        this.operations =
                new RecordRoutes(database, ledger, moments, new SiteTables(catalog)).operations();
    }

    List<Operation> operations() {
        return operations;
    }
}
