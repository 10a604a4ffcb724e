package org.platebook.model.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.platebook.model.failure.Refused;
import org.platebook.testkit.Seeded;

import java.time.Instant;
import java.util.random.RandomGenerator;

class TaiTest {

    /** Half the step of a double near MJD 88,000, in nanoseconds. */
    private static final long HALF_STEP = 630;

    @Test
    void a_text_keeps_all_nine_decimals() {
        var text = "2025-12-02T07:59:07.425363958";

        assertThat(Tai.parse(text).toString()).isEqualTo(text);
        assertThat(Tai.parse(text).nanos()).isEqualTo(1_764_662_347_425_363_958L);
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01, 0",
        "1970-01-01 00:01, 60000000000",
        "1970-01-01T00:00:00.5, 500000000",
        "1969-12-31T23:59:59.999999999, -1"
    })
    void dates_and_shortened_times_are_read(String text, long nanos) {
        assertThat(Tai.parse(text)).isEqualTo(new Tai(nanos));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2025-02-30",
                "2025-12-02T24:00:00",
                "2025-12-02T23:59:60",
                "2025-12-02T07:59:07.4253639581",
                "2025-12-02T07:59:07Z",
                "20251202"
            })
    void what_is_not_a_time_in_tai_is_refused_by_name(String text) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> Tai.parse(text))
                .withMessageContaining("'" + text + "' is not a time in TAI")
                .matches(refused -> refused.code().equals("time.text"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1e6, 2_460_000.5})
    void a_julian_date_or_nonsense_is_no_mjd(double mjd) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> Tai.ofMjd(mjd))
                .matches(refused -> refused.code().equals("time.mjd"));
    }

    @Test
    void seconds_are_added_to_the_nanosecond() {
        var start = Tai.parse("2025-12-02T00:00:00");

        assertThat(start.plusSeconds(0.1 + 0.2)).hasToString("2025-12-02T00:00:00.300");
        assertThat(start.plusSeconds(-1e-9)).hasToString("2025-12-01T23:59:59.999999999");
        assertThat(start.secondsUntil(start.plusSeconds(30.2))).isEqualTo(30.2);
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> start.plusSeconds(Double.NaN));
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> start.plusSeconds(9e9));
    }

    @Seeded
    void a_text_in_any_scale_leads_back_to_its_moment(RandomGenerator random) {
        var moment =
                new Tai(random.nextLong(-9_000_000_000_000_000_000L, 9_000_000_000_000_000_000L));
        for (var scale : TimeScale.values()) {
            assertThat(scale.parse(scale.format(moment))).as("%s", scale).isEqualTo(moment);
        }
    }

    @Seeded
    void an_mjd_in_any_scale_leads_back_within_a_microsecond(RandomGenerator random) {
        var moment = new Tai(random.nextLong(0, 4_102_444_800_000_000_000L));
        for (var scale : TimeScale.values()) {
            assertThat(scale.ofMjd(scale.mjd(moment)).nanos())
                    .as("%s", scale)
                    .isCloseTo(moment.nanos(), within(HALF_STEP));
        }
    }

    @Seeded
    void every_double_mjd_survives_the_way_through_nanoseconds(RandomGenerator random) {
        double mjd = random.nextDouble(40_587, 88_000);

        assertThat(Tai.ofMjd(mjd).mjd()).isEqualTo(mjd);
    }

    @Seeded
    void an_instant_comes_back_from_tai(RandomGenerator random) {
        var instant =
                Instant.ofEpochSecond(
                        random.nextLong(-2_000_000_000, 4_000_000_000L),
                        random.nextLong(1_000_000_000));

        assertThat(Tai.of(instant).toInstant()).isEqualTo(instant);
    }
}
