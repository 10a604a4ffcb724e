package org.platebook.vo.tap;

import org.jdbi.v3.core.Handle;
import org.platebook.model.felis.Schema;
import org.platebook.model.sky.RegionArray;
import org.platebook.store.database.Reader;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Queries to begin with, that show something of what a site holds. */
public final class ExampleQueries {

    private static final String REGION =
            """
            select s_region from %s.ccdvisit1
            where s_region is not null and day_obs = (select max(day_obs) from %1$s.ccdvisit1)
            limit 1
            """;

    private static final String BANDS =
            "SELECT band, COUNT(*) AS n, AVG(airmass) AS mean_airmass FROM %s.visit1 GROUP BY band";

    private static final String COVERING =
            "SELECT TOP 5 visit_id, detector_name FROM %s.ccdvisit1 WHERE CONTAINS(POINT(%.3f, %.3f), s_region) = 1";

    private static final String PROBLEMS =
            "SELECT TOP 10 exposure_id, field, expected, action_taken FROM %s.intake_problem";

    private ExampleQueries() {}

    /**
     * Three queries on the first camera that has an image with a place on the sky; without one, on
     * the first of the site.
     */
    public static List<String> of(Reader reader, List<Schema> cameras) {
        return reader.read(
                handle ->
                        cameras.stream()
                                .map(Schema::name)
                                .flatMap(schema -> of(handle, schema).stream())
                                .findFirst()
                                .orElseGet(() -> withoutImages(cameras)));
    }

    private static Optional<List<String>> of(Handle handle, String schema) {
        return handle.createQuery(REGION.formatted(schema))
                .mapTo(double[].class)
                .findFirst()
                .map(region -> queries(schema, region));
    }

    private static List<String> queries(String schema, double[] region) {
        var middle = RegionArray.polygon(region).boundingCircle().centre();
        return List.of(
                BANDS.formatted(schema),
                String.format(Locale.ROOT, COVERING, schema, middle.lonDeg(), middle.latDeg()),
                PROBLEMS.formatted(schema));
    }

    private static List<String> withoutImages(List<Schema> cameras) {
        var tables =
                "SELECT table_name, description FROM tap_schema.tables WHERE schema_name = '%s'";
        return cameras.isEmpty()
                ? List.of(tables.formatted("tap_schema"))
                : List.of(
                        tables.formatted(cameras.getFirst().name()),
                        BANDS.formatted(cameras.getFirst().name()),
                        PROBLEMS.formatted(cameras.getFirst().name()));
    }
}
