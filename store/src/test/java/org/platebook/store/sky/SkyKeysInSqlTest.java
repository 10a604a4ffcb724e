package org.platebook.store.sky;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.platebook.model.pixel.HealPix;
import org.platebook.model.pixel.SkyKeys;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.testkit.Seeded;
import org.platebook.testkit.TestPostgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.random.RandomGenerator;

/** Keys that the database computes are among those at which the model looks for them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SkyKeysInSqlTest {

    private static final int PAIRS = 40;
    private static final int CLASS_SHIFT = 40;

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
    void a_region_that_overlaps_a_query_is_never_lost(RandomGenerator random) throws SQLException {
        var sky = new RandomSky(random);
        for (int i = 0; i < PAIRS; i++) {
            var size = sky.size();
            var middle = sky.place();
            var region = sky.polygon(middle, size * random.nextDouble());
            var point = sky.near(middle, 1.5 * size);
            var circle = point.circle(random.nextInt(3) == 0 ? 0 : size * random.nextDouble());
            var polygon = sky.polygon(point, sky.size()).polygon();
            var key = regionKey(region.array());

            if (region.polygon().overlaps(circle)) {
                assertThat(SkyKeys.ofRegionsNear(circle).contains(key))
                        .as("%s and %s", region, circle)
                        .isTrue();
            }
            if (region.polygon().overlaps(polygon)) {
                assertThat(SkyKeys.ofRegionsNear(polygon).contains(key))
                        .as("%s and %s", region, polygon)
                        .isTrue();
            }
        }
    }

    @Seeded(runs = 50)
    void a_point_in_a_query_is_never_lost_and_its_pixel_is_that_of_healpix(RandomGenerator random)
            throws SQLException {
        var sky = new RandomSky(random);
        for (int i = 0; i < PAIRS; i++) {
            var size = sky.size();
            var middle = sky.place();
            var point = sky.near(middle, size);
            var circle = middle.circle(size * random.nextDouble());
            var polygon = sky.polygon(middle, size).polygon();
            var key = pointKey(point);

            assertThat(key).isEqualTo(new HealPix(8).pixel(point.direction()));
            if (circle.contains(point.direction())) {
                assertThat(SkyKeys.ofPointsIn(circle).contains(key)).isTrue();
            }
            if (polygon.contains(point.direction())) {
                assertThat(SkyKeys.ofPointsIn(polygon).contains(key)).isTrue();
            }
        }
    }

    @Seeded(runs = 50)
    void few_keys_are_looked_at_and_most_of_the_sky_is_not(RandomGenerator random) {
        var sky = new RandomSky(random);
        var keys = SkyKeys.ofRegionsNear(sky.place().circle(0.5));

        assertThat(keys.single().size()).isLessThan(160);
        assertThat(keys.ranges()).isEmpty();

        var large = SkyKeys.ofRegionsNear(sky.place().circle(40));
        assertThat(large.ranges().size()).isLessThan(33);
        var all = SkyKeys.ofPointsIn(sky.place().circle(180));
        assertThat(all.ranges()).containsExactly(new SkyKeys.Range(0, (12L << 16) - 1));
    }

    @Test
    void what_is_large_or_unknown_is_always_looked_at() throws SQLException {
        var keys = SkyKeys.ofRegionsNear(new RandomSky.Place(10, 10).circle(0));

        assertThat(keys.contains(regionKey(0.0, 0.0, 0.0, 50.0, 60.0, 0.0))).isTrue();
        assertThat(regionKey(0.0, 0.0, 120.0, 0.0, 240.0, 0.0)).isEqualTo(-2);
        assertThat(regionKey(Double.NaN, 0.0, 120.0, 0.0, 240.0, 0.0)).isEqualTo(-2);
        assertThat(keys.contains(-1)).isTrue();
    }

    @Test
    void the_class_follows_the_size() throws SQLException {
        double[] sizes = {0.1, 0.5, 3, 12};
        for (int i = 0; i < sizes.length; i++) {
            var s = sizes[i];
            assertThat(regionKey(-s, 0.0, 0.0, s, s, 0.0) >> CLASS_SHIFT).isEqualTo(i + 1);
        }
    }

    private long regionKey(Double... region) throws SQLException {
        try (var statement = connection.prepareStatement("select sky.region_key(?)")) {
            statement.setArray(1, connection.createArrayOf("float8", region));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private long pointKey(RandomSky.Place place) throws SQLException {
        try (var statement = connection.prepareStatement("select sky.point_key(?, ?)")) {
            statement.setDouble(1, place.raDeg());
            statement.setDouble(2, place.decDeg());
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
