package org.platebook.vo.catalogue;

import static org.platebook.vo.catalogue.CatalogueReader.text;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/** Reads the foreign keys of TAP_SCHEMA of which both sides are visible. */
final class KeyReader {

    private static final String KEYS =
            """
            select replace(k.from_table, '"', '') as from_table,
                replace(k.target_table, '"', '') as target_table,
                k.key_id, k.description, k.utype,
                replace(p.from_column, '"', '') as from_column,
                replace(p.target_column, '"', '') as target_column
            from tap_schema.keys k
            join tap_schema.key_columns p on p.key_id = k.key_id
            order by k.key_id, p.from_column
            """;

    private record Row(
            String key,
            String from,
            String target,
            CatalogueTable.Pair pair,
            @Nullable String description,
            @Nullable String utype) {}

    /** Returns the keys by the qualified name of the table that they start from. */
    Map<String, List<CatalogueTable.ForeignKey>> read(
            Handle handle, BiPredicate<String, String> visibleColumn) {
        var rows =
                handle.createQuery(KEYS)
                        .map(
                                (row, _) ->
                                        new Row(
                                                text(row, "key_id"),
                                                text(row, "from_table"),
                                                text(row, "target_table"),
                                                new CatalogueTable.Pair(
                                                        text(row, "from_column"),
                                                        text(row, "target_column")),
                                                row.getString("description"),
                                                row.getString("utype")))
                        .collect(
                                Collectors.groupingBy(
                                        Row::key, LinkedHashMap::new, Collectors.toList()));
        var keys = new HashMap<String, List<CatalogueTable.ForeignKey>>();
        for (var key : rows.values()) {
            boolean visible =
                    key.stream()
                            .allMatch(
                                    row ->
                                            visibleColumn.test(row.from(), row.pair().from())
                                                    && visibleColumn.test(
                                                            row.target(), row.pair().target()));
            if (visible) {
                var first = key.getFirst();
                keys.computeIfAbsent(first.from(), _ -> new ArrayList<>())
                        .add(
                                new CatalogueTable.ForeignKey(
                                        first.target(),
                                        key.stream().map(Row::pair).toList(),
                                        first.description(),
                                        first.utype()));
            }
        }
        return keys;
    }
}
