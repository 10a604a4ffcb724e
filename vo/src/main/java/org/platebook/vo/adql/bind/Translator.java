package org.platebook.vo.adql.bind;

import org.platebook.model.failure.Refused;
import org.platebook.vo.adql.AdqlFailure;
import org.platebook.vo.adql.tree.Query;
import org.platebook.vo.catalogue.Catalogue;
import org.platebook.vo.catalogue.ResultColumn;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/**
 * Translates queries into SQL for PostgreSQL.
 *
 * <p>No text of the query gets into the SQL: tables and columns are written as the catalogue names
 * them, everything that the query names itself gets a name of ours, and literals are written anew
 * from their values. Thread-safe.
 */
public final class Translator {

    /**
     * Translates a query for a caller.
     *
     * @param catalogue what the caller may see
     * @param mostRows greatest number of rows, whatever the query says; 0 or more
     * @throws Refused when a name means nothing to the caller, a type does not fit its place, or
     *     something is not supported; the message names the place in the query
     */
    public Translation translate(Query query, Catalogue catalogue, long mostRows) {
        var binder = new Binder(catalogue);
        var with = new ArrayList<String>();
        for (var each : query.with()) {
            if (binder.named().stream().anyMatch(other -> other.name().means(each.name()))) {
                throw AdqlFailure.name(
                        each.name().at(), "WITH names " + each.name() + " more than once");
            }
            var rows = binder.selects().selection(each.selection(), null, null);
            var alias = binder.alias();
            with.add(alias + " as (" + rows.sql() + ")");
            binder.named().add(new Binder.NamedQuery(each.name(), alias, rows.fields()));
        }
        var rows = binder.selects().selection(query.selection(), null, Long.valueOf(mostRows));
        var head = with.isEmpty() ? "" : "with " + String.join(", ", with) + " ";
        return new Translation(head + rows.sql(), withUniqueNames(rows.fields()));
    }

    private static List<ResultColumn> withUniqueNames(List<ResultColumn> fields) {
        var taken = new HashSet<String>();
        var unique = new ArrayList<ResultColumn>();
        for (var field : fields) {
            var name = field.name();
            for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
                name = field.name() + "_" + i;
            }
            unique.add(field.named(name));
        }
        return unique;
    }
}
