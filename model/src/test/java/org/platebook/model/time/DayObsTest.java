package org.platebook.model.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.platebook.model.failure.Refused;
import org.platebook.testkit.Seeded;

import java.util.random.RandomGenerator;

class DayObsTest {

    @ParameterizedTest
    @CsvSource({
        "2025-12-02T11:59:59.999999999, 20251201",
        "2025-12-02T12:00:00, 20251202",
        "2026-01-01T03:00:00, 20251231",
        "2016-12-31T23:59:60.5, 20161231"
    })
    void a_day_turns_over_at_noon_utc(String utc, int day) {
        assertThat(DayObs.of(TimeScale.UTC.parse(utc))).isEqualTo(new DayObs(day));
    }

    @Test
    void an_instrument_may_turn_over_elsewhere() {
        var moment = TimeScale.UTC.parse("2013-06-18T05:00:00");

        assertThat(DayObs.of(moment, DayTurn.utc(0))).isEqualTo(new DayObs(20130618));
        assertThat(DayObs.of(moment, DayTurn.utc(8 * 3600))).isEqualTo(new DayObs(20130617));
        assertThat(DayObs.of(moment, DayTurn.utc(-20 * 3600))).isEqualTo(new DayObs(20130619));
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> DayTurn.utc(86_401));
    }

    @Test
    void a_day_counted_in_tai_begins_at_noon_of_tai() {
        var noonTai = new DayTurn(TimeScale.TAI, 43_200);

        assertThat(new DayObs(20251202).span(noonTai))
                .isEqualTo(
                        new Span(
                                Tai.parse("2025-12-02T12:00:00"),
                                Tai.parse("2025-12-03T12:00:00")));
    }

    @Test
    void a_day_with_a_leap_second_is_a_second_longer() {
        assertThat(new DayObs(20161231).span().seconds()).isEqualTo(86_401);
        assertThat(new DayObs(20161230).span().seconds()).isEqualTo(86_400);
    }

    @Test
    void days_follow_each_other_over_the_turn_of_the_year() {
        assertThat(new DayObs(20251231).next()).isEqualTo(new DayObs(20260101));
        assertThat(new DayObs(20240301).previous()).isEqualTo(new DayObs(20240229));
        assertThat(new DayObs(19700102).ordinal()).isEqualTo(1);
        assertThat(DayObs.parse("2025-12-02")).isEqualTo(DayObs.parse("20251202"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"20251301", "2025120", "2025-1-02", "today", "20250229"})
    void what_is_not_a_date_is_refused(String text) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> DayObs.parse(text))
                .matches(refused -> refused.code().equals("day-obs"));
    }

    @Seeded
    void a_moment_lies_in_the_span_of_its_day_and_of_no_other(RandomGenerator random) {
        var moment = new Tai(random.nextLong(0, 4_000_000_000_000_000_000L));
        var turn =
                new DayTurn(
                        random.nextBoolean() ? TimeScale.UTC : TimeScale.TAI,
                        random.nextInt(-86_400, 86_401));
        var day = DayObs.of(moment, turn);

        assertThat(day.span(turn).contains(moment)).isTrue();
        assertThat(day.next().span(turn).begin()).isEqualTo(day.span(turn).end());
        assertThat(day.next().previous()).isEqualTo(day);
    }
}
