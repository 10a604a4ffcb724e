package org.platebook.store.sky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.platebook.model.sky.Direction;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.testkit.Seeded;
import org.platebook.testkit.TestPostgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The database and the model say the same of regions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegionsInSqlTest {

    private static final int PAIRS = 40;

    private static final String PREDICATES =
            """
            with given as (
                select
                    ?::double precision[] as one,
                    ?::double precision[] as other,
                    ?::double precision as ra,
                    ?::double precision as "dec",
                    ?::double precision as radius,
                    ?::double precision as other_ra,
                    ?::double precision as other_dec,
                    ?::double precision as other_radius
            )
            select
                sky.polygon_contains_point(one, ra, "dec") as polygon_contains_point,
                sky.region_contains_point(one, ra, "dec") as region_contains_point,
                sky.point_inside_polygon(ra, "dec", one) as point_inside_polygon,
                sky.polygon_overlaps_circle(one, ra, "dec", radius) as polygon_overlaps_circle,
                sky.region_overlaps_circle(one, ra, "dec", radius) as region_overlaps_circle,
                sky.polygon_contains_circle(one, ra, "dec", radius) as polygon_contains_circle,
                sky.region_contains_circle(one, ra, "dec", radius) as region_contains_circle,
                sky.circle_contains_polygon(ra, "dec", radius, one) as circle_contains_polygon,
                sky.region_inside_circle(one, ra, "dec", radius) as region_inside_circle,
                sky.polygon_overlaps_polygon(one, other) as polygon_overlaps_polygon,
                sky.region_overlaps_polygon(one, other) as region_overlaps_polygon,
                sky.polygon_contains_polygon(one, other) as polygon_contains_polygon,
                sky.region_contains_polygon(one, other) as region_contains_polygon,
                sky.region_inside_polygon(other, one) as region_inside_polygon,
                sky.circle_contains_point(ra, "dec", radius, other_ra, other_dec)
                    as circle_contains_point,
                sky.point_inside_circle(other_ra, other_dec, ra, "dec", radius)
                    as point_inside_circle,
                sky.circle_overlaps_circle(ra, "dec", radius, other_ra, other_dec, other_radius)
                    as circle_overlaps_circle,
                sky.circle_contains_circle(ra, "dec", radius, other_ra, other_dec, other_radius)
                    as circle_contains_circle
            from given
            """;

    private Connection connection;

    @BeforeAll
    void migrate() throws SQLException {
        var url = TestPostgres.fresh();
        Database.open(DatabaseSettings.of(url, "postgres", null)).close();
        connection = DriverManager.getConnection(url, "postgres", null);
    }

    @AfterAll
    void close() throws SQLException {
        connection.close();
    }

    @Seeded(runs = 50)
    void the_database_and_the_model_agree_on_every_pair(RandomGenerator random)
            throws SQLException {
        var sky = new RandomSky(random);
        for (int i = 0; i < PAIRS; i++) {
            var size = sky.size();
            var middle = sky.place();
            var one = sky.polygon(middle, size);
            var other = sky.polygon(sky.near(middle, 1.5 * size), size * random.nextDouble());
            var point = random.nextInt(9) == 0 ? sky.place() : sky.near(middle, 1.5 * size);
            var away = sky.near(point, 2 * size);
            var radius = size * (random.nextInt(3) == 0 ? 0.05 : 2 * random.nextDouble());
            var otherRadius = size * random.nextDouble();

            assertThat(predicates(one, other, point, radius, away, otherRadius))
                    .as("%s, %s, %s %s, %s %s", one, other, point, radius, away, otherRadius)
                    .isEqualTo(expected(one, other, point, radius, away, otherRadius));
        }
    }

    private static Map<String, Boolean> expected(
            RandomSky.Outline first,
            RandomSky.Outline second,
            RandomSky.Place point,
            double radius,
            RandomSky.Place away,
            double otherRadius) {
        var one = first.polygon();
        var other = second.polygon();
        var circle = point.circle(radius);
        var expected = new LinkedHashMap<String, Boolean>();
        expected.put("polygon_contains_point", one.contains(point.direction()));
        expected.put("region_contains_point", one.contains(point.direction()));
        expected.put("point_inside_polygon", one.contains(point.direction()));
        expected.put("polygon_overlaps_circle", one.overlaps(circle));
        expected.put("region_overlaps_circle", one.overlaps(circle));
        expected.put("polygon_contains_circle", one.contains(circle));
        expected.put("region_contains_circle", one.contains(circle));
        expected.put("circle_contains_polygon", circle.contains(one));
        expected.put("region_inside_circle", circle.contains(one));
        expected.put("polygon_overlaps_polygon", one.overlaps(other));
        expected.put("region_overlaps_polygon", one.overlaps(other));
        expected.put("polygon_contains_polygon", one.contains(other));
        expected.put("region_contains_polygon", one.contains(other));
        expected.put("region_inside_polygon", one.contains(other));
        expected.put("circle_contains_point", circle.contains(away.direction()));
        expected.put("point_inside_circle", circle.contains(away.direction()));
        expected.put("circle_overlaps_circle", circle.overlaps(away.circle(otherRadius)));
        expected.put("circle_contains_circle", circle.contains(away.circle(otherRadius)));
        return expected;
    }

    private Map<String, Boolean> predicates(
            RandomSky.Outline one,
            RandomSky.Outline other,
            RandomSky.Place point,
            double radius,
            RandomSky.Place away,
            double otherRadius)
            throws SQLException {
        try (var statement = connection.prepareStatement(PREDICATES)) {
            statement.setArray(1, connection.createArrayOf("float8", one.array()));
            statement.setArray(2, connection.createArrayOf("float8", other.array()));
            statement.setDouble(3, point.raDeg());
            statement.setDouble(4, point.decDeg());
            statement.setDouble(5, radius);
            statement.setDouble(6, away.raDeg());
            statement.setDouble(7, away.decDeg());
            statement.setDouble(8, otherRadius);
            try (var rows = statement.executeQuery()) {
                rows.next();
                var found = new LinkedHashMap<String, Boolean>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    found.put(rows.getMetaData().getColumnLabel(i), rows.getBoolean(i));
                }
                return found;
            }
        }
    }

    @Seeded(runs = 50)
    void sizes_middles_and_order_agree(RandomGenerator random) throws SQLException {
        var sky = new RandomSky(random);
        var outline = sky.polygon(sky.place(), sky.size());
        var polygon = outline.polygon();

        assertThat(number("select sky.polygon_area(?)", outline))
                .isCloseTo(polygon.areaDeg2(), within(1e-9 * polygon.areaDeg2()));
        var centroid = numbers("select sky.polygon_centroid(?)", outline);
        assertThat(Direction.ofDegrees(centroid[0], centroid[1]).separationDeg(polygon.centre()))
                .isLessThan(2e-8);
        var ordered = numbers("select sky.polygon(?)", outline);
        assertThat(Direction.ofDegrees(ordered[0], ordered[1]))
                .isEqualTo(
                        polygon.vertices()
                                        .getFirst()
                                        .equals(outline.places().getFirst().direction())
                                ? outline.places().getFirst().direction()
                                : outline.places().getLast().direction());
    }

    @Seeded(runs = 50)
    void the_box_in_space_holds_the_polygon_and_is_not_much_wider(RandomGenerator random)
            throws SQLException {
        var sky = new RandomSky(random);
        var outline = sky.polygon(sky.place(), sky.size());
        var tight = outline.polygon().boundingCuboid();
        var sagitta = 1 - Math.cos(outline.polygon().boundingCircle().radiusRad());

        var low =
                numbers(
                        "select array(select cube_ll_coord(sky.bound(?), i) from generate_series(1, 3) i)",
                        outline);
        var high =
                numbers(
                        "select array(select cube_ur_coord(sky.bound(?), i) from generate_series(1, 3) i)",
                        outline);

        var least = List.of(tight.min().x(), tight.min().y(), tight.min().z());
        var most = List.of(tight.max().x(), tight.max().y(), tight.max().z());
        for (int i = 0; i < 3; i++) {
            assertThat(low[i]).isLessThanOrEqualTo(least.get(i));
            assertThat(high[i]).isGreaterThanOrEqualTo(most.get(i));
            assertThat(high[i] - low[i])
                    .isLessThanOrEqualTo(most.get(i) - least.get(i) + 8 * sagitta + 1e-11);
        }
    }

    @Seeded(runs = 200)
    void the_box_of_four_corners_is_found_in_fewer_steps_and_is_the_same_to_the_last_bit(
            RandomGenerator random) throws SQLException {
        var sky = new RandomSky(random);
        var outline = sky.polygon(sky.place(), random.nextInt(10) == 0 ? 179 : sky.size(), 4);

        assertThat(bytes("select cube_send(sky.bound(?))", outline))
                .isEqualTo(bytes("select cube_send(sky.bound_of_many(?))", outline));
    }

    @Seeded(runs = 50)
    void distances_agree_near_and_far(RandomGenerator random) throws SQLException {
        var sky = new RandomSky(random);
        var one = sky.place();
        var other = sky.near(one, random.nextInt(2) == 0 ? 1e-6 : 180);
        for (var far : new RandomSky.Place[] {other, opposite(other)}) {
            try (var statement = connection.prepareStatement("select sky.distance(?, ?, ?, ?)")) {
                statement.setDouble(1, one.raDeg());
                statement.setDouble(2, one.decDeg());
                statement.setDouble(3, far.raDeg());
                statement.setDouble(4, far.decDeg());
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    assertThat(rows.getDouble(1))
                            .isCloseTo(
                                    one.direction().separationDeg(far.direction()), within(2e-13));
                }
            }
        }
    }

    private static RandomSky.Place opposite(RandomSky.Place place) {
        return new RandomSky.Place((place.raDeg() + 180) % 360, -place.decDeg());
    }

    @Test
    void what_touches_overlaps_and_what_fills_a_notch_is_not_contained() throws SQLException {
        assertThat(holds("sky.polygon_overlaps_polygon('{0,0,0,1,1,1,1,0}', '{1,0,1,1,2,1,2,0}')"))
                .isTrue();
        assertThat(holds("sky.polygon_overlaps_polygon('{0,0,0,1,1,0}', '{0,1,-1,2,1,2}')"))
                .isTrue();
        assertThat(holds("sky.polygon_contains_polygon('{0,0,0,4,4,4,4,0}', '{0,0,0,4,2,2}')"))
                .isTrue();
        assertThat(holds("sky.polygon_contains_polygon('{0,0,0,4,2,1,4,4,4,0}', '{0,4,2,1,4,4}')"))
                .isFalse();
        assertThat(holds("sky.polygon_contains_point('{0,0,0,1,1,1,1,0}', 0, 0.5)")).isTrue();
        assertThat(holds("sky.polygon_contains_point('{0,80,90,80,180,80,270,80}', 0, 90)"))
                .isTrue();
        assertThat(holds("sky.polygon_contains_point('{0,80,90,80,180,80,270,80}', 0, -90)"))
                .isFalse();
    }

    @Test
    void a_box_runs_through_zero() throws SQLException {
        assertThat(holds("sky.box_contains_point(350, 10, -5, 5, 0, 0)")).isTrue();
        assertThat(holds("sky.box_contains_point(350, 10, -5, 5, 20, 0)")).isFalse();
        assertThat(holds("sky.box_contains_point(350, 10, 80, 90, 180, 90)")).isTrue();
        assertThat(holds("sky.box_contains_point(0, 360, -5, 5, 123, 5)")).isTrue();
        assertThat(holds("sky.box_contains_point(0, 360, -5, 5, 123, 5.1)")).isFalse();
    }

    @Test
    void an_array_that_is_no_polygon_is_refused_with_its_values() {
        for (var array : List.of("{1,2,3,4}", "{1,2,3,4,5,6,7}", "{1,2,3,4,5,NULL}")) {
            assertThatThrownBy(() -> holds("sky.polygon_contains_point('" + array + "', 1, 2)"))
                    .hasMessageContaining("three or more pairs of ra and dec, not " + array);
        }
    }

    private boolean holds(String condition) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select " + condition)) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    private double number(String sql, RandomSky.Outline outline) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("float8", outline.array()));
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getDouble(1);
            }
        }
    }

    private Double[] numbers(String sql, RandomSky.Outline outline) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("float8", outline.array()));
            try (var rows = statement.executeQuery()) {
                rows.next();
                return (Double[]) rows.getArray(1).getArray();
            }
        }
    }

    private byte[] bytes(String sql, RandomSky.Outline outline) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("float8", outline.array()));
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getBytes(1);
            }
        }
    }
}
