package org.platebook.model.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.platebook.testkit.Seeded;

import java.time.Instant;
import java.util.HashSet;
import java.util.UUID;
import java.util.random.RandomGenerator;

class RecordIdsTest {

    /** A quarter of a microsecond, rounded up: two moments so far apart have different names. */
    private static final int STEP_NANOS = 245;

    /** The moment of the example in RFC 9562, appendix A.6, whose name begins 017f22e2-79b0-7. */
    private static final Instant OF_THE_STANDARD = Instant.parse("2022-02-22T19:22:22Z");

    @Test
    void a_name_tells_when_it_was_made_as_the_standard_says() {
        var random = UUID.fromString("00000000-0000-4000-98c4-dc0c0c07398f");

        assertThat(RecordIds.at(OF_THE_STANDARD, random))
                .hasToString("017f22e2-79b0-7000-98c4-dc0c0c07398f");
        assertThat(RecordIds.at(OF_THE_STANDARD.plusNanos(999_999), random))
                .hasToString("017f22e2-79b0-7fff-98c4-dc0c0c07398f");
        assertThat(RecordIds.at(OF_THE_STANDARD.plusNanos(500_000), random))
                .hasToString("017f22e2-79b0-7800-98c4-dc0c0c07398f");
    }

    @Seeded
    void a_later_name_sorts_behind_an_earlier_one(RandomGenerator random) {
        var earlier = OF_THE_STANDARD.plusNanos(random.nextLong(1L << 60));
        var later = earlier.plusNanos(random.nextLong(STEP_NANOS, 1L << random.nextInt(9, 50)));

        assertThat(RecordIds.at(later, UUID.randomUUID()).toString())
                .isGreaterThan(RecordIds.at(earlier, UUID.randomUUID()).toString());
    }

    @Test
    void names_are_of_version_7_and_all_different() {
        var names = new HashSet<UUID>();
        for (int i = 0; i < 100_000; i++) {
            var name = RecordIds.next();
            assertThat(name.version()).isEqualTo(7);
            assertThat(name.variant()).isEqualTo(2);
            names.add(name);
        }
        assertThat(names).hasSize(100_000);
    }
}
