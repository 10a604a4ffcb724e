package org.platebook.store.check;

import org.jdbi.v3.core.Handle;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** References between rows, counted anew: those whose target is not there. */
final class ForeignKeys {

    private static final String ALL =
            """
            select c.conname, r.nspname, r.relname, f.nspname as target_schema, f.relname as target_table,
                r.columns, f.columns as target_columns
            from pg_constraint c
            cross join lateral (
                select n.nspname, t.relname, array(
                    select a.attname::text from unnest(c.conkey) with ordinality k(num, place)
                    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.num order by k.place) as columns
                from pg_class t join pg_namespace n on n.oid = t.relnamespace where t.oid = c.conrelid) r
            cross join lateral (
                select n.nspname, t.relname, array(
                    select a.attname::text from unnest(c.confkey) with ordinality k(num, place)
                    join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.num order by k.place) as columns
                from pg_class t join pg_namespace n on n.oid = t.relnamespace where t.oid = c.confrelid) f
            where c.contype = 'f' and c.conparentid = 0
            order by c.conname
            """;

    private ForeignKeys() {}

    private record Key(String subject, String sql) {}

    static List<Finding> findings(Handle handle) {
        return handle
                .createQuery(ALL)
                .map(
                        (row, _) ->
                                new Key(
                                        row.getString("nspname") + "." + row.getString("relname"),
                                        orphans(
                                                table(
                                                        row.getString("nspname"),
                                                        row.getString("relname")),
                                                table(
                                                        row.getString("target_schema"),
                                                        row.getString("target_table")),
                                                (String[]) row.getArray("columns").getArray(),
                                                (String[])
                                                        row.getArray("target_columns").getArray())))
                .list()
                .stream()
                .map(
                        key ->
                                new Finding(
                                        key.subject(),
                                        handle.createQuery(key.sql()).mapTo(Long.class).one(),
                                        "rows that refer to one that is not there"))
                .filter(finding -> finding.count() > 0)
                .toList();
    }

    /** A reference with a null in it refers to nothing. */
    private static String orphans(
            String table, String target, String[] columns, String[] targetColumns) {
        var named =
                IntStream.range(0, columns.length)
                        .mapToObj(i -> "t." + CheckedTable.quoted(columns[i]) + " is not null")
                        .collect(Collectors.joining(" and "));
        var match =
                IntStream.range(0, columns.length)
                        .mapToObj(
                                i ->
                                        "f.%s = t.%s"
                                                .formatted(
                                                        CheckedTable.quoted(targetColumns[i]),
                                                        CheckedTable.quoted(columns[i])))
                        .collect(Collectors.joining(" and "));
        return "select count(*) from %s t where %s and not exists (select from %s f where %s)"
                .formatted(table, named, target, match);
    }

    private static String table(String schema, String table) {
        return CheckedTable.quoted(schema) + "." + CheckedTable.quoted(table);
    }
}
