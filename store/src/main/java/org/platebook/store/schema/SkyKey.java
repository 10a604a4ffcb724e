package org.platebook.store.schema;

import org.platebook.model.felis.Index;
import org.platebook.model.felis.Table;
import org.platebook.model.felis.Visibility;
import org.platebook.store.history.HistoryNames;
import org.platebook.store.sql.SqlText;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A hidden column by which rows are found on the sky where a table has rules for its rows. Each
 * index on the sky of such a table has one: the functions of its boxes are asked before the rules
 * only where a superuser declared them leakproof, while operators on numbers always are.
 *
 * @param function that makes its values of the columns
 * @param columns the region, or right ascension and declination
 */
record SkyKey(String function, List<String> columns) {

    private static final Pattern ON_SKY =
            Pattern.compile("sky\\.(?<what>bound|point)\\((?<columns>[^()]*)\\)");

    SkyKey {
        columns = List.copyOf(columns);
    }

    /** Those of a table; none where it has no rules. */
    static List<SkyKey> of(Table table) {
        if (table.isView() || table.notes().rows() == null) {
            return List.of();
        }
        return table.indexes().stream()
                .flatMap(index -> index.expressions().stream())
                .map(ON_SKY::matcher)
                .filter(found -> found.matches())
                .map(
                        found ->
                                new SkyKey(
                                        found.group("what").equals("bound")
                                                ? "sky.region_key"
                                                : "sky.point_key",
                                        names(found.group("columns"))))
                .filter(key -> key.columns().stream().allMatch(c -> table.column(c).isPresent()))
                .distinct()
                .toList();
    }

    private static List<String> names(String list) {
        return Arrays.stream(list.split(","))
                .map(name -> name.strip().replaceAll("^\"|\"$", ""))
                .toList();
    }

    /** Its name. */
    String column() {
        return HistoryNames.SKY_KEY + SqlText.stored(String.join("_", columns));
    }

    /** The index on it. */
    Index index(Table table) {
        var name = table.name() + column();
        return new Index(name, "#" + name, null, List.of(column()), List.of());
    }

    /** Who may see it: who may see all that it is made of. */
    Visibility visibility(Table table) {
        return columns.stream()
                .map(column -> table.visibilityOf(table.column(column).orElseThrow()))
                .max(Visibility::compareTo)
                .orElseThrow();
    }
}
