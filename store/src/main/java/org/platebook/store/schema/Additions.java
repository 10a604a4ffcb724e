package org.platebook.store.schema;

import org.platebook.model.felis.Column;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.store.wide.WideViews;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What a site added to a schema of the program's own: tables, columns, constraints, indexes. */
final class Additions {

    private Additions() {}

    /** The schema as the program describes it, with what the installed one has beyond it. */
    static Schema kept(Schema installed, Schema own) {
        var before = WideViews.removed(installed);
        var tables = new ArrayList<Table>();
        own.tables()
                .forEach(
                        table ->
                                tables.add(
                                        before.table(table.name())
                                                .filter(one -> one.isView() == table.isView())
                                                .map(one -> kept(one, table))
                                                .orElse(table)));
        before.tables().stream()
                .filter(table -> own.table(table.name()).isEmpty())
                .forEach(tables::add);
        return own.with(tables);
    }

    private static Table kept(Table installed, Table own) {
        if (own.isView()) {
            return own;
        }
        return new Table(
                own.name(),
                own.id(),
                own.description(),
                own.utype(),
                own.tableIndex(),
                both(own.columns(), installed.columns(), Column::name),
                own.primaryKey(),
                both(own.constraints(), installed.constraints(), one -> one.name()),
                both(own.indexes(), installed.indexes(), one -> one.name()),
                own.groups(),
                own.notes());
    }

    private static <T> List<T> both(List<T> own, List<T> installed, Function<T, String> name) {
        var all = new ArrayList<>(own);
        var names = own.stream().map(name).toList();
        installed.stream().filter(one -> !names.contains(name.apply(one))).forEach(all::add);
        return all;
    }
}
