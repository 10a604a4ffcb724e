package org.platebook.store.sky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.platebook.model.sky.Direction;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.testkit.PythonJudge;
import org.platebook.testkit.TestPostgres;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The database works out where things stand as astropy does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AstronomyTest {

    private static final int MOMENTS = 200;
    private static final double FIRST_MJD = 47_892;
    private static final double LAST_MJD = 61_700;
    private static final double ARCSEC = 1.0 / 3600;

    private static final String WORKED_OUT =
            """
            select
                sky.galactic(ra, "dec") as galactic,
                sky.ecliptic(ra, "dec") as ecliptic,
                sky.local_sidereal_time(mjd, lon) as sidereal,
                sky.ut1_minus_tai(mjd) as ut1_minus_tai,
                sky.altaz(ra, "dec", mjd, lon, lat) as altaz,
                sky.hour_angle(ra, "dec", mjd, lon) as hour_angle,
                sky.zenith(mjd, lon, lat) as zenith,
                sky.parallactic_angle(ra, "dec", mjd, lon, lat) as parallactic,
                sky.sun(mjd) as sun,
                sky.moon(mjd, lon, lat) as moon,
                sky.moon(mjd) as moon_centre,
                sky.moon_illumination(mjd) as illumination,
                sky.moon_phase(mjd) as phase
            from (values (
                :mjd::double precision, :lon::double precision, :lat::double precision,
                :ra::double precision, :dec::double precision)) as given(mjd, lon, lat, ra, "dec")
            """;

    private static final String HOUR_ANGLE = "sky.hour_angle(%s, %s, 61055.1, -70.7494)";
    private static final String PARALLACTIC =
            "sky.parallactic_angle(%s, %s, 61055.1, -70.7494, -30.2446)";

    private Database database;

    @BeforeAll
    void open() {
        database = Database.open(DatabaseSettings.of(TestPostgres.fresh(), "postgres", null));
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void positions_and_angles_are_those_that_astropy_once_gave() throws IOException {
        try (var file = AstronomyTest.class.getResourceAsStream("astronomy-vectors.json")) {
            var vectors = JsonMapper.shared().readTree(Objects.requireNonNull(file));

            compare(vectors.get("asked"), vectors.get("judged"));
        }
    }

    @Test
    void astropy_agrees_on_positions_and_angles_of_any_place_and_moment() {
        var judge = PythonJudge.require();
        var random = new SplittableRandom(20_260_115);
        var asked = JsonMapper.shared().createObjectNode();
        for (int i = 0; i < MOMENTS; i++) {
            asked.withArray("mjd_tai").add(random.nextDouble(FIRST_MJD, LAST_MJD));
            asked.withArray("lon").add(random.nextDouble(-180, 180));
            asked.withArray("lat").add(latitude(random));
            asked.withArray("ra").add(random.nextDouble(360));
            asked.withArray("dec").add(latitude(random));
        }

        var judged = judge.run(AstronomyTest.class, "astronomy_judge.py", asked.toString());

        compare(asked, JsonMapper.shared().readTree(judged));
    }

    /** Compares within the errors that the migration states. */
    private void compare(JsonNode asked, JsonNode judged) {
        for (int i = 0; i < asked.get("ra").size(); i++) {
            var ours = workedOut(asked, i);
            var what = "%d: %s".formatted(i, ours);
            near(ours, "galactic", judged, "l", "b", i, 0.05 * ARCSEC);
            near(ours, "ecliptic", judged, "ecliptic_lon", "ecliptic_lat", i, 0.05 * ARCSEC);
            near(ours, "altaz", judged, "azimuth", "altitude", i, 0.01);
            near(ours, "zenith", judged, "zenith_ra", "zenith_dec", i, 0.01);
            near(ours, "sun", judged, "sun_ra", "sun_dec", i, 0.01);
            near(ours, "moon", judged, "moon_ra", "moon_dec", i, 0.03);
            near(ours, "moon_centre", judged, "moon_centre_ra", "moon_centre_dec", i, 0.03);
            assertThat(Math.abs(turn(angle(ours, "sidereal") - at(judged, "sidereal", i))))
                    .as(what)
                    .isLessThan(ARCSEC);
            assertThat(angle(ours, "ut1_minus_tai"))
                    .as(what)
                    .isCloseTo(at(judged, "ut1_minus_tai", i), within(0.05));
            // The position angle of the zenith turns fast where the star is close to it.
            double sine = Math.cos(Math.toRadians(at(judged, "altitude", i)));
            assertThat(Math.abs(turn(angle(ours, "parallactic") - at(judged, "parallactic", i))))
                    .as(what)
                    .isLessThan(0.01 / sine);
            assertThat(place(ours, "sun")[2]).isCloseTo(at(judged, "sun_au", i), within(2e-4));
            assertThat(place(ours, "moon")[2]).isCloseTo(at(judged, "moon_km", i), within(300.0));
            assertThat(angle(ours, "illumination"))
                    .as(what)
                    .isCloseTo(at(judged, "illumination", i), within(0.001));
            assertThat(Math.abs(turn(angle(ours, "phase") - at(judged, "phase", i))))
                    .as(what)
                    .isLessThan(0.05);
        }
    }

    @Test
    void a_star_on_the_meridian_has_no_hour_angle_and_one_in_the_west_a_positive_one() {
        var zenith = numbers("sky.zenith(61055.1, -70.7494, -30.2446)");

        assertThat(number(HOUR_ANGLE.formatted(zenith[0], zenith[1]))).isCloseTo(0, within(1e-6));
        assertThat(number(HOUR_ANGLE.formatted(zenith[0] - 15, zenith[1])))
                .isCloseTo(15, within(0.2));
        assertThat(number(PARALLACTIC.formatted(zenith[0] - 15, zenith[1]))).isPositive();
    }

    @Test
    void a_gaussian_is_half_as_high_at_half_its_fwhm() {
        double half = number("sky.fwhm(2.0)") / 2;

        assertThat(Math.exp(-half * half / 2 / 4)).isCloseTo(0.5, within(1e-12));
        assertThat(number("sky.fwhm(2.0, 0.2)")).isCloseTo(0.4 * half, within(1e-12));
    }

    @Test
    void a_source_at_the_limiting_magnitude_has_just_that_signal_to_noise() {
        double zeroPoint = 31.8;
        double noise = 35;
        double area = 60;

        double magnitude = number("sky.limiting_magnitude(31.8, 35, 60)");

        double electrons = Math.pow(10, 0.4 * (zeroPoint - magnitude));
        assertThat(electrons / Math.sqrt(electrons + area * noise * noise))
                .isCloseTo(5, within(1e-9));
    }

    @Test
    void what_is_not_known_gives_nothing_and_what_is_not_a_number_gives_no_number() {
        assertThat(isNull("sky.sun(null)")).isTrue();
        assertThat(isNull("sky.moon(61055.1, null, -30)")).isTrue();
        assertThat(isNull("sky.limiting_magnitude(31.8, 0, 60)")).isTrue();
        assertThat(number("(sky.moon('NaN'::double precision))[1]")).isNaN();
        assertThat(number("(sky.galactic('NaN'::double precision, 3))[1]")).isNaN();
    }

    private Map<String, Object> workedOut(JsonNode asked, int i) {
        return database.write(
                handle ->
                        handle.createQuery(WORKED_OUT)
                                .bind("mjd", at(asked, "mjd_tai", i))
                                .bind("lon", at(asked, "lon", i))
                                .bind("lat", at(asked, "lat", i))
                                .bind("ra", at(asked, "ra", i))
                                .bind("dec", at(asked, "dec", i))
                                .map(
                                        (row, _) -> {
                                            Map<String, Object> found = new TreeMap<>();
                                            var columns = row.getMetaData();
                                            for (int c = 1; c <= columns.getColumnCount(); c++) {
                                                var array =
                                                        columns.getColumnTypeName(c)
                                                                .startsWith("_");
                                                found.put(
                                                        columns.getColumnName(c),
                                                        array
                                                                ? List.of(
                                                                        (Double[])
                                                                                row.getArray(c)
                                                                                        .getArray())
                                                                : row.getDouble(c));
                                            }
                                            return found;
                                        })
                                .one());
    }

    private static void near(
            Map<String, Object> ours,
            String name,
            JsonNode judged,
            String lon,
            String lat,
            int i,
            double withinDeg) {
        var place = place(ours, name);
        var here = Direction.ofDegrees(place[0], place[1]);
        var there = Direction.ofDegrees(at(judged, lon, i), at(judged, lat, i));
        assertThat(here.separationDeg(there))
                .as("%d: %s of %s", i, name, ours)
                .isLessThan(withinDeg);
    }

    private static double latitude(SplittableRandom random) {
        return Math.toDegrees(Math.asin(random.nextDouble(-0.999, 0.999)));
    }

    private static double turn(double degrees) {
        return degrees - 360 * Math.rint(degrees / 360);
    }

    private static double at(JsonNode node, String name, int i) {
        return node.get(name).get(i).asDouble();
    }

    private static double angle(Map<String, Object> ours, String name) {
        return (Double) Objects.requireNonNull(ours.get(name));
    }

    private static double[] place(Map<String, Object> ours, String name) {
        return ((List<?>) Objects.requireNonNull(ours.get(name)))
                .stream().mapToDouble(value -> (Double) value).toArray();
    }

    private double number(String expression) {
        var sql = "select " + expression;
        return database.write(handle -> handle.createQuery(sql).mapTo(Double.class).one());
    }

    private double[] numbers(String expression) {
        var sql = "select unnest(" + expression + ")";
        return database.write(handle -> handle.createQuery(sql).mapTo(Double.class).list()).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private boolean isNull(String expression) {
        var sql = "select " + expression + " is null";
        return database.write(handle -> handle.createQuery(sql).mapTo(Boolean.class).one());
    }
}
