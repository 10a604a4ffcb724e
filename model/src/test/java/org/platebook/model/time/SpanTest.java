package org.platebook.model.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.platebook.model.failure.Refused;
import org.platebook.testkit.Seeded;

import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

class SpanTest {

    @Test
    void spans_that_only_touch_do_not_overlap() {
        assertThat(span(0, 10).overlaps(span(10, 20))).isFalse();
        assertThat(span(0, 11).overlaps(span(10, 20))).isTrue();
    }

    @Test
    void an_exposure_that_ends_as_it_begins_lasts_a_nanosecond() {
        assertThat(Span.ofExposure(new Tai(5), new Tai(5))).isEqualTo(span(5, 6));
        assertThat(Span.ofExposure(new Tai(5), new Tai(3))).isEqualTo(Span.at(new Tai(5)));
        assertThat(span(4, 9).middle()).isEqualTo(new Tai(6));
    }

    @Test
    void a_span_that_ends_before_it_begins_is_refused() {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> span(5, 5))
                .withMessageContaining("1970-01-01T00:00:00.000000005");
    }

    @Seeded
    void spans_behave_like_the_sets_of_their_moments(RandomGenerator random) {
        var a = span(random);
        var b = span(random);

        var both = moments().filter(t -> a.contains(new Tai(t)) && b.contains(new Tai(t))).boxed();
        assertThat(a.intersect(b).stream().flatMap(SpanTest::in))
                .containsExactlyElementsOf(both.toList());
        assertThat(a.overlaps(b)).isEqualTo(a.intersect(b).isPresent());
        assertThat(a.contains(b)).isEqualTo(in(b).allMatch(t -> a.contains(new Tai(t))));
        assertThat(a.hull(b).contains(a) && a.hull(b).contains(b)).isTrue();
        assertThat(in(a.hull(b)).count())
                .isLessThanOrEqualTo(Math.max(a.end().nanos(), b.end().nanos()));
    }

    private static Stream<Long> in(Span span) {
        return moments().filter(t -> span.contains(new Tai(t))).boxed();
    }

    private static LongStream moments() {
        return LongStream.range(-1, 40);
    }

    private static Span span(RandomGenerator random) {
        long begin = random.nextLong(30);
        return span(begin, begin + 1 + random.nextLong(8));
    }

    private static Span span(long begin, long end) {
        return new Span(new Tai(begin), new Tai(end));
    }
}
