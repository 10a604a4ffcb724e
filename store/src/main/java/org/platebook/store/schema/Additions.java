package org.platebook.store.schema;

import org.jspecify.annotations.Nullable;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.SchemaVersion;
import org.platebook.model.felis.Table;
import org.platebook.store.wide.WideViews;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What a site added to a schema of the program's own: tables, columns, constraints, indexes. */
final class Additions {

    private static final Pattern NUMBER = Pattern.compile("[^0-9]+");
    private static final int LONGEST = 9;

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
        return new Schema(
                own.name(),
                own.id(),
                own.description(),
                own.utype(),
                newer(before.version(), own.version()),
                own.instrument(),
                own.site(),
                tables);
    }

    /** A site counts on from the program's versions. */
    private static @Nullable SchemaVersion newer(
            @Nullable SchemaVersion installed, @Nullable SchemaVersion own) {
        if (installed == null || own == null) {
            return own;
        }
        var isLater = Arrays.compare(numbers(installed), numbers(own)) > 0;
        return isLater ? installed : own;
    }

    private static int[] numbers(SchemaVersion version) {
        var parts = NUMBER.split(version.current(), -1);
        return Arrays.stream(parts)
                .filter(part -> !part.isEmpty() && part.length() < LONGEST)
                .mapToInt(Integer::parseInt)
                .toArray();
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
