package org.platebook.model.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.platebook.model.failure.Refused;

import java.time.Instant;

class UtcTest {

    @ParameterizedTest
    @CsvSource({
        "1972-01-01T00:00:00, 1972-01-01T00:00:10",
        "1998-12-31T23:59:59, 1999-01-01T00:00:30",
        "1998-12-31T23:59:60, 1999-01-01T00:00:31",
        "1999-01-01T00:00:00, 1999-01-01T00:00:32",
        "2016-12-31T23:59:60.999999999, 2017-01-01T00:00:36.999999999",
        "2017-01-01T00:00:00Z, 2017-01-01T00:00:37",
        "2025-12-02T07:58:30.425363958, 2025-12-02T07:59:07.425363958"
    })
    void utc_is_behind_tai_by_the_leap_seconds_so_far(String utc, String tai) {
        assertThat(TimeScale.UTC.parse(utc)).isEqualTo(Tai.parse(tai));
        assertThat(TimeScale.UTC.format(Tai.parse(tai))).isEqualTo(utc.replace("Z", ""));
    }

    @Test
    void before_1972_the_offset_is_held_at_ten_seconds() {
        assertThat(TimeScale.UTC.parse("1960-05-01T00:00:00"))
                .isEqualTo(Tai.parse("1960-05-01T00:00:10"));
        assertThat(Tai.of(Instant.EPOCH)).isEqualTo(Tai.parse("1970-01-01T00:00:10"));
        assertThat(Utc.taiMinusUtc(Tai.parse("1900-01-01"))).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-12-31T23:59:60", "2016-12-31T22:59:60", "2016-12-31T23:59:61"})
    void a_second_60_that_never_was_is_refused(String text) {
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> TimeScale.UTC.parse(text));
    }

    @Test
    void an_instant_waits_at_the_last_nanosecond_through_a_leap_second() {
        var before = Tai.parse("2017-01-01T00:00:35.999999999");

        assertThat(before.toInstant()).isEqualTo(Instant.parse("2016-12-31T23:59:59.999999999Z"));
        assertThat(before.plusSeconds(0.5).toInstant()).isEqualTo(before.toInstant());
        assertThat(before.plusNanos(1_000_000_001).toInstant())
                .isEqualTo(Instant.parse("2017-01-01T00:00:00Z"));
        assertThat(Utc.taiMinusUtc(before.plusSeconds(0.5))).isEqualTo(36);
        assertThat(Utc.taiMinusUtc(before.plusNanos(1_000_000_001))).isEqualTo(37);
    }

    @Test
    void the_mjd_of_a_day_with_a_leap_second_is_spread_over_86401_seconds() {
        var leap = TimeScale.UTC.parse("2016-12-31T23:59:60");

        assertThat(TimeScale.UTC.mjd(leap)).isEqualTo(57_753 + 86_400.0 / 86_401.0);
        assertThat(TimeScale.UTC.ofMjd(57_753.5))
                .isEqualTo(TimeScale.UTC.parse("2016-12-31T12:00:00.500"));
        assertThat(TimeScale.UTC.mjd(TimeScale.UTC.parse("2017-01-01T00:00:00"))).isEqualTo(57_754);
    }

    @Test
    void terrestrial_time_is_32_184_seconds_ahead() {
        assertThat(TimeScale.TT.parse("2000-01-01T12:00:00"))
                .isEqualTo(Tai.parse("2000-01-01T11:59:27.816"));
        assertThat(TimeScale.TT.ofMjd(51_544.5)).isEqualTo(Tai.parse("2000-01-01T11:59:27.816"));
    }

    @Test
    void the_table_of_leap_seconds_says_until_when_it_is_complete() {
        assertThat(Utc.expires()).isAfter("2027-01-01");
    }
}
