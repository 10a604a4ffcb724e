package org.platebook.store.sky;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.testkit.TestPostgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The planner finds rows through the boxes around their regions, and finds the same rows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegionIndexTest {

    private static final String DETECTORS =
            """
            create table detector as
            select
                id,
                ra,
                "dec",
                array[
                    ra - width, "dec" - 0.11, ra - width, "dec" + 0.11,
                    ra + width, "dec" + 0.11, ra + width, "dec" - 0.11
                ] as region
            from (
                select id, ra, "dec", 0.11 / cosd("dec") as width
                from (
                    select
                        id,
                        mod(id * 137.50776405, 360)::double precision as ra,
                        asind(1.9 * id / 6000 - 0.95) as "dec"
                    from generate_series(1, 6000) as id
                ) as spiral
            ) as sized
            """;

    private Connection connection;

    @BeforeAll
    void fill() throws SQLException {
        var url = TestPostgres.fresh();
        Database.open(DatabaseSettings.of(url, "postgres", null)).close();
        connection = DriverManager.getConnection(url, "postgres", null);
        try (var statement = connection.createStatement()) {
            statement.execute(DETECTORS);
            statement.execute("create index on detector using gist (sky.bound(region))");
            statement.execute("create index on detector using gist (sky.point(ra, \"dec\"))");
            statement.execute("analyze detector");
        }
    }

    @AfterAll
    void close() throws SQLException {
        connection.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sky.region_contains_point(region, 123, 45)",
                "sky.region_contains_circle(region, 123, 45, 0.01)",
                "sky.region_contains_polygon(region, array[123, 45, 123, 45.01, 123.01, 45])",
                "sky.region_overlaps_circle(region, 359.9, -1, 2)",
                "sky.region_overlaps_polygon(region, array[359, -1, 359, 1, 1, 1, 1, -1])",
                "sky.region_inside_circle(region, 0, 89, 12)",
                "sky.region_inside_polygon(region, array[0, 70, 90, 70, 180, 70, 270, 70])",
                "sky.point_inside_circle(ra, \"dec\", 200, 10, 3)",
                "sky.point_inside_polygon(ra, \"dec\", array[200, 10, 200, 15, 206, 15, 206, 10])",
            })
    void a_condition_uses_the_index_and_loses_no_row(String condition) throws SQLException {
        var query = "select id from detector where " + condition + " order by id";
        var plan = String.join("\n", rows("explain " + query));

        assertThat(plan).contains("Index Cond").doesNotContain("Seq Scan");

        var found = rows(query);
        rows("set enable_indexscan = off");
        rows("set enable_bitmapscan = off");
        assertThat(rows("explain " + query).toString()).contains("Seq Scan");
        assertThat(rows(query)).isEqualTo(found);
        rows("reset all");
    }

    private List<String> rows(String sql) throws SQLException {
        var found = new ArrayList<String>();
        try (var statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                try (var rows = statement.getResultSet()) {
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                }
            }
        }
        return found;
    }
}
