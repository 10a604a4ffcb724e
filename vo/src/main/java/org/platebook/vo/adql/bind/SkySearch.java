package org.platebook.vo.adql.bind;

import org.jspecify.annotations.Nullable;
import org.platebook.model.pixel.SkyKeys;
import org.platebook.model.sky.Region;
import org.platebook.vo.catalogue.CatalogueTable;
import org.platebook.vo.catalogue.Type;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The hidden columns by which stored points and regions are found where their table has rules for
 * its rows. PostgreSQL asks an index before such rules only by operators that cannot tell of a row,
 * as those on numbers, so a query gets the keys of all that may be near, and then asks exactly.
 */
final class SkySearch {

    /** The key of each stored point or region, by the SQL of its parts. */
    private final Map<String, String> keys = new HashMap<>();

    /** Remembers the keys of a table in FROM. */
    void add(CatalogueTable table, String alias) {
        if (table.skyKeys().isEmpty()) {
            return;
        }
        for (var one : table.columns()) {
            if (one.type() == Type.POLYGON) {
                table.skyKey(one.name())
                        .ifPresent(key -> keys.put(sql(alias, one.name()), sql(alias, key)));
            }
            for (var other : table.columns()) {
                table.skyKey(one.name(), other.name())
                        .ifPresent(
                                key ->
                                        keys.put(
                                                sql(alias, one.name())
                                                        + ", "
                                                        + sql(alias, other.name()),
                                                sql(alias, key)));
            }
        }
    }

    private static String sql(String alias, String column) {
        return alias + "." + Literal.name(column);
    }

    /**
     * What every row fulfils in which one geometry may overlap the other, and an index finds; empty
     * where none does.
     */
    Optional<String> condition(Geometry one, Geometry other) {
        var found = keysOf(one, other.known());
        return found.isPresent() ? found : keysOf(other, one.known());
    }

    private Optional<String> keysOf(Geometry stored, @Nullable Region region) {
        if (region == null) {
            return Optional.empty();
        }
        return switch (stored) {
            case Geometry.Point point ->
                    Optional.ofNullable(keys.get(point.sql()))
                            .map(key -> isAmong(key, SkyKeys.ofPointsIn(region)));
            case Geometry.Polygon polygon ->
                    Optional.ofNullable(keys.get(polygon.vertices()))
                            .map(key -> isAmong(key, SkyKeys.ofRegionsNear(region)));
            case Geometry.Circle _ -> Optional.empty();
        };
    }

    private static String isAmong(String key, SkyKeys keys) {
        var single =
                keys.single().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(",", key + " = any ('{", "}'::bigint[])"));
        return keys.ranges().stream()
                .map(
                        range ->
                                " or %s between '%s'::bigint and '%s'::bigint"
                                        .formatted(key, range.first(), range.last()))
                .collect(Collectors.joining("", "(" + single, ")"));
    }
}
