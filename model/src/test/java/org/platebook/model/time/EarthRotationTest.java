package org.platebook.model.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.platebook.model.failure.Refused;
import org.platebook.model.sky.Direction;
import org.platebook.testkit.Seeded;

import java.util.random.RandomGenerator;

/** The expected values are astropy 8.0.2's with the same IERS tables. */
class EarthRotationTest {

    private static final double ARCSEC = 1.0 / 3600;

    /** Cerro Pachón. */
    private static final EarthLocation RUBIN = new EarthLocation(-70.749417, -30.244639);

    @ParameterizedTest
    @CsvSource({
        "1985-03-10T01:02:03, -0.264510401",
        "2013-09-01T06:05:47, 0.038140181",
        "2016-12-31T23:59:50, -0.408712487",
        "2025-12-02T07:59:07.425, 0.078542179",
        "2026-11-21T00:00:00, -0.078687455"
    })
    void ut1_is_known_to_a_tenth_of_a_millisecond(String tai, double dut1) {
        assertThat(Ut1.minusUtc(Tai.parse(tai))).hasValueCloseTo(dut1, within(1e-4));
    }

    @Test
    void ut1_is_unknown_before_1972_and_beyond_the_predictions() {
        assertThat(Ut1.minusUtc(Tai.parse("1971-12-31"))).isEmpty();
        assertThat(Ut1.minusUtc(Ut1.begins())).isPresent();
        assertThat(Ut1.minusUtc(Ut1.ends())).isPresent();
        assertThat(Ut1.minusUtc(Ut1.ends().plusSeconds(1))).isEmpty();
        assertThat(Ut1.observedUntil()).isBetween(Tai.parse("2026-01-01"), Ut1.ends());
    }

    @Test
    void ut1_minus_utc_jumps_by_a_second_at_a_leap_second_and_not_else() {
        var before = TimeScale.UTC.parse("2016-12-31T23:59:59");
        double jump =
                Ut1.minusUtc(before.plusSeconds(2)).orElseThrow()
                        - Ut1.minusUtc(before).orElseThrow();

        assertThat(jump).isCloseTo(1, within(1e-4));
    }

    @ParameterizedTest
    @CsvSource({
        "1985-03-10T01:02:03, 183.26728120937364, 183.07751599827745",
        "2013-09-01T06:05:47, 71.69447594258844, 71.86957847534873",
        "2016-12-31T23:59:50, 100.42622220779863, 100.64404247046784",
        "2025-12-02T07:59:07.425, 190.71395813953362, 191.0460477349694",
        "2026-11-21T00:00:00, 59.51117602790109, 59.85567286903963"
    })
    void the_earth_has_turned_as_far_as_astropy_says(String tai, double angle, double gmst) {
        assertThat(EarthRotation.angleDeg(Tai.parse(tai))).isCloseTo(angle, within(4e-7));
        assertThat(EarthRotation.gmstDeg(Tai.parse(tai))).isCloseTo(gmst, within(4e-7));
    }

    @Seeded
    void the_earth_turns_once_in_a_sidereal_day(RandomGenerator random) {
        var at = Tai.parse("2000-01-01").plusSeconds(random.nextDouble(8e8));
        // 86164.0989 s (IERS Conventions 2010, table 1.1), to the millisecond that days differ by.
        double moved =
                EarthRotation.angleDeg(at.plusSeconds(86_164.0989)) - EarthRotation.angleDeg(at);

        assertThat(Math.IEEEremainder(moved, 360)).isCloseTo(0, within(0.005 * 15 * ARCSEC));
    }

    @ParameterizedTest
    @CsvSource({
        "1999-07-15T09:00:00, 289.801, 15.032, 294.9243591, 11.1909395",
        "1999-07-15T09:00:00, 185.517, -52.846, 185.2244764, -6.5701511",
        "1999-07-15T09:00:00, 19.415, -40.162, 124.5607744, 69.1872949",
        "2013-09-01T06:05:47, 147.050, -84.114, 176.3686345, 25.3881020",
        "2013-09-01T06:05:47, 17.553, 39.893, 13.3464198, 18.1111533",
        "2013-09-01T06:05:47, 234.853, -59.514, 204.6161319, 10.2009860",
        "2025-12-02T07:59:07.425, 156.581, 36.644, 29.7776613, 14.9115430",
        "2025-12-02T07:59:07.425, 323.164, 19.750, 249.0114838, -66.6549073",
        "2025-12-02T07:59:07.425, 141.266, -25.907, 82.4929219, 70.8124097",
        "2026-04-01T03:00:00, 243.608, -82.096, 170.9355368, 31.1147997",
        "2026-04-01T03:00:00, 200.015, -54.711, 143.9518381, 54.0840268",
        "2026-04-01T03:00:00, 316.674, -81.652, 176.0085655, 22.5770432"
    })
    void a_star_stands_within_an_arcsecond_of_where_astropy_has_it(
            String tai, double ra, double dec, double azimuth, double altitude) {
        var ours = AltAz.of(Direction.ofDegrees(ra, dec), Tai.parse(tai), RUBIN);

        var there = Direction.ofDegrees(azimuth, altitude);
        var here = Direction.ofDegrees(ours.azimuthDeg(), ours.altitudeDeg());
        assertThat(here.separationDeg(there)).isLessThan(ARCSEC);
        assertThat(ours.zenithAngleDeg()).isCloseTo(90 - altitude, within(ARCSEC));
    }

    @Test
    void a_place_off_the_earth_is_refused() {
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> new EarthLocation(0, 91));
    }
}
