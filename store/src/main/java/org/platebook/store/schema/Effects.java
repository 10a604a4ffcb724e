package org.platebook.store.schema;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.store.history.HistoryNames;
import org.platebook.store.schema.SchemaPlan.Harm;
import org.platebook.store.schema.SchemaPlan.Step;
import org.platebook.store.sql.SqlText;

import java.util.List;

/**
 * Who would suffer from a harm.
 *
 * @param harm what would be done
 * @param rows rows of the table, for a column those in which it has a value; null where nothing of
 *     a table would go
 * @param views other people's views that read it, as in "reports.seeing"
 * @param moments named moments, such as of releases; the past as of them stays as it is
 */
public record Effects(Harm harm, @Nullable Long rows, List<String> views, List<String> moments) {

    private static final String VIEWS =
            """
            select distinct v.oid::regclass::text
            from pg_depend d
            join pg_rewrite r on r.oid = d.objid and d.classid = 'pg_rewrite'::regclass
            join pg_class v on v.oid = r.ev_class
            join pg_namespace n on n.oid = v.relnamespace
            where d.refclassid = 'pg_class'::regclass
              and d.refobjid = to_regclass(:table)
              and v.oid <> d.refobjid
              and (cast(:column as text) is null or d.refobjsubid = (
                  select a.attnum from pg_attribute a
                  where a.attrelid = d.refobjid and a.attname = :column))
              and n.nspname <> all (array[:schema, :history, :as_of])
            order by 1
            """;

    private static final String MOMENTS =
            """
            select name from platebook.moment order by moment desc
            """;

    static Effects of(Handle handle, Schema installed, Harm harm) {
        var table = touched(harm);
        if (table == null || installed.table(table.name()).isEmpty()) {
            return new Effects(harm, null, List.of(), List.of());
        }
        var column = column(harm);
        return new Effects(
                harm,
                rows(handle, installed, table, column),
                handle.createQuery(VIEWS)
                        .bind("table", SqlText.qualified(installed, table))
                        .bind("column", column == null ? null : SqlText.stored(column.name()))
                        .bind("schema", SqlText.stored(installed.name()))
                        .bind("history", HistoryNames.schema(SqlText.stored(installed.name())))
                        .bind("as_of", HistoryNames.asOf(SqlText.stored(installed.name())))
                        .mapTo(String.class)
                        .list(),
                handle.createQuery(MOMENTS).mapTo(String.class).list());
    }

    private static long rows(
            Handle handle, Schema installed, Table table, @Nullable Column column) {
        return handle.createQuery(
                        "select count(%s) from %s"
                                .formatted(
                                        column == null ? "*" : SqlText.quoted(column.name()),
                                        SqlText.qualified(installed, table)))
                .mapTo(Long.class)
                .one();
    }

    private static @Nullable Table touched(Harm harm) {
        for (var step : harm.steps()) {
            switch (step) {
                case Step.DropTable(var table) -> {
                    return table;
                }
                case Step.DropColumn(var table, _) -> {
                    return table;
                }
                case Step.Retype(var table, _, _) -> {
                    return table;
                }
                case Step.ForbidNull(var table, _) -> {
                    return table;
                }
                case Step.Reunit(var table, _, _) -> {
                    return table;
                }
                default -> {}
            }
        }
        return null;
    }

    private static @Nullable Column column(Harm harm) {
        for (var step : harm.steps()) {
            switch (step) {
                case Step.DropColumn(_, var column) -> {
                    return column;
                }
                case Step.Retype(_, var column, _) -> {
                    return column;
                }
                case Step.ForbidNull(_, var column) -> {
                    return column;
                }
                case Step.Reunit(_, var column, _) -> {
                    return column;
                }
                default -> {}
            }
        }
        return null;
    }
}
