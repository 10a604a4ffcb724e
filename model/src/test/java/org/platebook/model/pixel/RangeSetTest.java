package org.platebook.model.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.platebook.model.failure.Refused;
import org.platebook.testkit.Seeded;

import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

class RangeSetTest {

    private static final int WORLD = 40;

    @Test
    void ranges_that_touch_or_overlap_become_one() {
        var set =
                RangeSet.of(
                        List.of(
                                new RangeSet.Range(7, 9),
                                new RangeSet.Range(1, 3),
                                new RangeSet.Range(3, 5),
                                new RangeSet.Range(8, 12)));

        assertThat(set).hasToString("[1,5) [7,12)");
        assertThat(set.rangeCount()).isEqualTo(2);
    }

    @Test
    void an_empty_range_is_nothing_and_a_backward_one_is_refused() {
        assertThat(RangeSet.of(3, 3)).isEqualTo(RangeSet.EMPTY).hasToString("");
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> RangeSet.of(3, 2));
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> new RangeSet.Range(3, 3));
    }

    @Seeded
    void sets_of_ranges_behave_like_sets_of_bits(RandomGenerator random) {
        var a = new BitSet(WORLD);
        var b = new BitSet(WORLD);
        var ours = fill(random, a);
        var others = fill(random, b);

        assertThat(bits(ours)).isEqualTo(a);
        assertThat(ours.size()).isEqualTo(a.cardinality());
        assertThat(bits(ours.union(others))).isEqualTo(with(a, set -> set.or(b)));
        assertThat(bits(ours.intersect(others))).isEqualTo(with(a, set -> set.and(b)));
        assertThat(bits(ours.subtract(others))).isEqualTo(with(a, set -> set.andNot(b)));
        assertThat(bits(ours.symmetricDifference(others))).isEqualTo(with(a, set -> set.xor(b)));
        assertThat(bits(ours.complement(5, 30)))
                .isEqualTo(
                        with(
                                a,
                                set -> {
                                    set.flip(0, WORLD);
                                    set.clear(0, 5);
                                    set.clear(30, WORLD);
                                }));
        assertThat(ours.overlaps(others)).isEqualTo(a.intersects(b));
        assertThat(ours.contains(others)).isEqualTo(with(b, set -> set.andNot(a)).isEmpty());
        for (int i = 0; i < WORLD; i++) {
            assertThat(ours.contains(i)).as("%s has %d", ours, i).isEqualTo(a.get(i));
        }
    }

    @Seeded
    void equal_sets_have_equal_ranges_however_they_were_made(RandomGenerator random) {
        var bits = new BitSet(WORLD);
        var set = fill(random, bits);

        var single = RangeSet.ofNumbers(bits.stream().asLongStream());
        assertThat(single).isEqualTo(set).hasSameHashCodeAs(set).hasToString(set.toString());
        assertThat(RangeSet.of(set.ranges().toList().reversed())).isEqualTo(set);
        assertThat(set.numbers())
                .containsExactlyElementsOf(bits.stream().asLongStream().boxed().toList());
    }

    private static RangeSet fill(RandomGenerator random, BitSet bits) {
        var builder = new RangeSet.Builder();
        for (int i = random.nextInt(8); i > 0; i--) {
            int begin = random.nextInt(WORLD - 6);
            int end = begin + random.nextInt(6);
            bits.set(begin, end);
            builder.add(begin, end);
        }
        return builder.build();
    }

    private static BitSet with(BitSet bits, Consumer<BitSet> change) {
        var copy = (BitSet) bits.clone();
        change.accept(copy);
        return copy;
    }

    private static BitSet bits(RangeSet set) {
        var bits = new BitSet(WORLD);
        LongStream.range(0, WORLD).filter(set::contains).forEach(i -> bits.set((int) i));
        return bits;
    }
}
