package org.platebook.rest;

import org.platebook.rest.caller.CallerRoute;
import org.platebook.rest.history.HistoryRoutes;
import org.platebook.rest.quarantine.QuarantineRoutes;
import org.platebook.rest.records.RecordRoutes;
import org.platebook.rest.records.RowRoutes;
import org.platebook.rest.route.Operation;
import org.platebook.rest.schema.SchemaChanges;
import org.platebook.rest.tables.SiteTables;
import org.platebook.store.database.Database;
import org.platebook.store.history.Moments;
import org.platebook.store.ledger.Ledger;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.SchemaEvents;
import org.platebook.vo.tap.TapService;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** What can be asked of any table of the site, by its name: to be written, and to be read. */
public final class TableDoors {

    private final List<Operation> operations;
    private final Moments moments;

    public TableDoors(
            Database database,
            Ledger ledger,
            SchemaCatalog catalog,
            Moments moments,
            TapService tap) {
        this.moments = moments;
        var tables = new SiteTables(catalog);
        var all = new ArrayList<Operation>();
        all.addAll(new RecordRoutes(database, ledger, moments, tables).operations());
        all.addAll(new RowRoutes(tables, moments, tap).operations());
        all.addAll(
                new HistoryRoutes(database, moments, tables, InstantSource.system()).operations());
        all.addAll(new QuarantineRoutes(database, ledger).operations());
        all.add(new SchemaChanges(new SchemaEvents(database), catalog, tables).operation());
        all.add(CallerRoute.operation());
        this.operations = List.copyOf(all);
    }

    /** Moments to which reads can go back. */
    Moments moments() {
        return moments;
    }

    List<Operation> operations() {
        return operations;
    }
}
