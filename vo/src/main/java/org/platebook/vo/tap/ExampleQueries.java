package org.platebook.vo.tap;

import org.jdbi.v3.core.Handle;
import org.platebook.model.felis.Schema;
import org.platebook.model.sky.RegionArray;
import org.platebook.store.database.Reader;
import org.platebook.store.sql.LevelSql;
import org.platebook.store.sql.SqlText;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Queries to begin with, that show something of what a site holds. */
public final class ExampleQueries {

    private static final String REGION =
            """
            select {visit_detector:s_region} from {visit_detector}
            where {visit_detector:s_region} is not null
                and {visit_detector:day_obs} = (select max({visit_detector:day_obs}) from {visit_detector})
            limit 1
            """;

    private static final String BANDS =
            "SELECT {visit:band}, COUNT(*) AS n, AVG({visit:airmass}) AS mean_airmass FROM {visit} GROUP BY {visit:band}";

    private static final String COVERING =
            "SELECT TOP 5 {visit_detector:visit_id}, {visit_detector:detector_name} FROM {visit_detector} WHERE CONTAINS(POINT(%.3f, %.3f), {visit_detector:s_region}) = 1";

    private static final String PROBLEMS =
            "SELECT TOP 10 {exposure_problem:exposure_id}, field, expected, action_taken FROM {exposure_problem}";

    private ExampleQueries() {}

    /**
     * Three queries on the first camera that has an image with a place on the sky; without one, on
     * the first of the site.
     */
    public static List<String> of(Reader reader, List<Schema> cameras) {
        return reader.read(
                handle ->
                        cameras.stream()
                                .flatMap(schema -> of(handle, schema).stream())
                                .findFirst()
                                .orElseGet(() -> withoutImages(cameras)));
    }

    private static Optional<List<String>> of(Handle handle, Schema schema) {
        return handle.createQuery(LevelSql.of(schema).text(REGION))
                .mapTo(double[].class)
                .findFirst()
                .map(region -> queries(schema, region));
    }

    private static List<String> queries(Schema schema, double[] region) {
        var adql = LevelSql.adql(schema);
        var middle = RegionArray.polygon(region).boundingCircle().centre();
        return List.of(
                adql.text(BANDS),
                adql.text(String.format(Locale.ROOT, COVERING, middle.lonDeg(), middle.latDeg())),
                adql.text(PROBLEMS));
    }

    private static List<String> withoutImages(List<Schema> cameras) {
        var tables =
                "SELECT table_name, description FROM tap_schema.tables WHERE schema_name = '%s'";
        if (cameras.isEmpty()) {
            return List.of(tables.formatted("tap_schema"));
        }
        var first = cameras.getFirst();
        var adql = LevelSql.adql(first);
        return List.of(
                tables.formatted(SqlText.stored(first.name())),
                adql.text(BANDS),
                adql.text(PROBLEMS));
    }
}
