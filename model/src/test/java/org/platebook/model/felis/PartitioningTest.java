package org.platebook.model.felis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.platebook.model.failure.Refused;
import org.platebook.model.felis.Partitioning.ByDate;
import org.platebook.model.felis.Partitioning.ByNumber;
import org.platebook.model.felis.Partitioning.Part;
import org.platebook.model.felis.Partitioning.Width;
import org.platebook.model.record.Value;
import org.platebook.model.time.Tai;
import org.platebook.testkit.Seeded;

import java.math.BigInteger;
import java.util.Optional;
import java.util.random.RandomGenerator;

class PartitioningTest {

    @Test
    void an_observing_day_goes_to_its_day_or_month() {
        var months = new ByDate("day_obs", Width.MONTH);
        var days = new ByDate("day_obs", Width.DAY);

        assertThat(months.part(new Value.Whole(20251231)))
                .contains(new Part("202512", "20251201", "20260101"));
        assertThat(days.part(new Value.Whole(20240228)))
                .contains(new Part("20240228", "20240228", "20240229"));
        assertThat(days.part(new Value.Whole(20251231)))
                .contains(new Part("20251231", "20251231", "20260101"));
        assertThatThrownBy(() -> days.part(new Value.Whole(20250229)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("invalid observing day 20250229 in column day_obs");
    }

    @Test
    void a_time_goes_to_the_day_to_which_it_is_rounded() {
        var days = new ByDate("seen_at", Width.DAY);

        assertThat(days.part(moment("2026-01-15T23:59:59.999999")))
                .contains(new Part("20260115", "2026-01-15", "2026-01-16"));
        assertThat(days.part(moment("2026-01-15T23:59:59.999999600")))
                .as("the database keeps microseconds")
                .contains(new Part("20260116", "2026-01-16", "2026-01-17"));
        assertThat(new ByDate("seen_at", Width.MONTH).part(moment("1969-12-31T01:00:00")))
                .contains(new Part("196912", "1969-12-01", "1970-01-01"));
    }

    @Seeded
    void a_number_lies_in_its_partition_and_so_do_its_bounds(RandomGenerator random) {
        long greatest = random.nextBoolean() ? Short.MAX_VALUE : Long.MAX_VALUE;
        var numbers = new ByNumber("id", random.nextInt(1, 1 << random.nextInt(1, 30)), greatest);
        long number = random.nextLong(-greatest - 1, greatest);
        var part = numbers.part(new Value.Whole(number)).orElseThrow();
        var from = bound(part.from(), BigInteger.valueOf(-greatest - 1));
        var until = bound(part.until(), BigInteger.valueOf(greatest).add(BigInteger.ONE));

        assertThat(BigInteger.valueOf(number)).isGreaterThanOrEqualTo(from).isLessThan(until);
        assertThat(until.subtract(from)).isLessThanOrEqualTo(BigInteger.valueOf(numbers.values()));
        assertThat(numbers.part(new Value.Whole(from.longValueExact()))).contains(part);
        assertThat(numbers.part(new Value.Whole(until.subtract(BigInteger.ONE).longValueExact())))
                .contains(part);
    }

    @Test
    void partitions_of_numbers_are_named_by_their_place() {
        var numbers = new ByNumber("id", 1000, Long.MAX_VALUE);

        assertThat(numbers.part(new Value.Whole(2999))).contains(new Part("2", "2000", "3000"));
        assertThat(numbers.part(new Value.Whole(-1))).contains(new Part("m1", "-1000", "0"));
        assertThat(new ByNumber("id", 1000, Short.MAX_VALUE).part(new Value.Whole(32_767)))
                .as("the column holds no 33000")
                .contains(new Part("32", "32000", null));
    }

    @Test
    void hashes_need_no_new_partitions() {
        assertThat(new Partitioning.ByHash("id", 4).part(new Value.Whole(1)))
                .isEqualTo(Optional.empty());
    }

    private static BigInteger bound(@Nullable String text, BigInteger otherwise) {
        return text == null ? otherwise : new BigInteger(text);
    }

    private static Value moment(String text) {
        return new Value.SkyTime(Tai.parse(text));
    }
}
