package org.platebook.model.sky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.platebook.model.failure.Refused;
import org.platebook.testkit.Seeded;

import java.util.List;
import java.util.random.RandomGenerator;

class RegionTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CIRCLE ICRS 10.5 -20.25 0.1",
                "POLYGON ICRS 10 20 10 21 11 21 11 20",
                "POLYGON ICRS 359.9 -0.1 359.9 0.1 0.1 0.1 0.1 -0.1",
                "POLYGON ICRS 215.4564 -0.0961 215.4561 1.58359 217.13644 1.58359",
                "POSITIONINTERVAL ICRS 350 -5 10 5.5",
                "UNION ICRS (CIRCLE 10 20 1 POLYGON 10 20 10 21 11 21)",
                "INTERSECTION ICRS (CIRCLE 10 20 1 UNION (CIRCLE 10 21 1 CIRCLE 10 19 1))",
            })
    void stcs_is_read_and_written_alike(String text) {
        assertThat(RegionText.stcs(RegionText.read(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "circle 10.5 -20.25 0.1",
                "polygon 10 20 10 21 11 21 11 20",
                "range 12 13.5 -Inf 0",
                "range -Inf +Inf 34 36",
                "circle 1 2 3 polygon 10 20 10 21 11 21",
            })
    void dali_shapes_are_read_and_written_alike(String text) {
        assertThat(RegionText.dali(RegionText.read(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Circle ICRS GEOCENTER 148.9 69.1 2|CIRCLE 148.9 69.1 2",
                "circle icrs barycenter spherical2 148.9 69.1 2 unit deg|CIRCLE 148.9 69.1 2",
                "Polygon 11 20 11 21 10 21 10 20|POLYGON 10 20 10 21 11 21 11 20",
                "POLYGON 10 20 10 21 11 21 10 20|POLYGON 10 20 10 21 11 21",
                "Box ICRS 10 20 2 1|RANGE 9 11 19.5 20.5",
                "BOX 0 89.5 2 2|RANGE 359 1 88.5 90",
                "Position ICRS 1e1 2.0E+1|CIRCLE 10 20 0",
                "AllSky ICRS|CIRCLE 0 90 180",
                "PositionInterval ICRS 10 20 11 21|RANGE 10 11 20 21",
            })
    void variants_mean_the_same(String text, String pos) {
        assertThat(RegionText.pos(RegionText.read(text))).isEqualTo(pos);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CIRCLE FK5 1 2 3|FK5 is not taken",
                "CIRCLE GALACTIC 1 2 3|GALACTIC is not taken",
                "CIRCLE ICRS CARTESIAN2 1 2 3|CARTESIAN2 is not taken",
                "CIRCLE ICRS 1 2 3 unit arcsec|in deg, not arcsec",
                "CIRCLE 1 2|a circle needs 3 numbers: ra, dec, radius; here are 2",
                "CIRCLE 1 95 1|latitude must be from -90 to 90 degrees, not 95",
                "CIRCLE 1 5 -1|radius must be from 0 to 180 degrees, not -1",
                "POLYGON 1 2 3 4|three or more pairs",
                "RANGE 1 2 5 4|must rise within -90 to 90",
                "Ellipse ICRS 1 2 3 4 5|Ellipse is not one of",
                "UNION ICRS CIRCLE 1 2 3|needs its parts in brackets",
                "UNION ICRS (CIRCLE 1 2 3|bracket is not closed",
                "CIRCLE 1 2 3 )|goes on after its end",
                "CIRCLE 1 two 3|here are 1",
                "''|a shape is missing",
            })
    void what_is_no_region_is_refused_with_the_reason(String text, String reason) {
        assertThatThrownBy(() -> RegionText.read(text))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(reason);
    }

    @Test
    void a_polygon_of_more_than_half_the_sky_is_not_written_as_its_complement() {
        var large = PolygonTest.polygon(0, 0, 1, 0, 1, 1).complement();

        assertThatThrownBy(() -> RegionText.stcs(large)).hasMessageContaining("more than half");
    }

    @Test
    void arrays_say_the_same_as_text() {
        assertThat(RegionArray.of(RegionText.read("CIRCLE 10 20 0.1")))
                .containsExactly(10, 20, 0.1);
        assertThat(RegionArray.of(RegionArray.polygon(0, 0, 0, 1, 1, 1)))
                .containsExactly(0, 0, 0, 1, 1, 1);
        assertThat(RegionArray.of(RegionArray.range(350, 10, -5, 5)))
                .containsExactly(350, 10, -5, 5);
        assertThatThrownBy(() -> RegionArray.of(new Union(List.of())))
                .hasMessageContaining("use STC-S");
    }

    @Seeded
    void short_decimals_come_back_as_they_were(RandomGenerator random) {
        var polygon =
                RegionArray.polygon(
                        decimal(random, 0, 179),
                        decimal(random, -89, 0),
                        decimal(random, 0, 179),
                        decimal(random, 0, 89),
                        decimal(random, 180, 300),
                        decimal(random, 0, 89));
        var numbers = RegionArray.of(polygon);

        assertThat(RegionArray.of(RegionArray.polygon(numbers))).containsExactly(numbers);
        for (var number : numbers) {
            assertThat(Degrees.text(number)).hasSizeLessThan(16);
        }
    }

    private static double decimal(RandomGenerator random, int from, int to) {
        return random.nextLong(from * 1000_000_000L, to * 1000_000_000L) / 1e9;
    }

    @Seeded
    void a_direction_is_written_to_within_a_millionth_of_a_milliarcsecond(RandomGenerator random) {
        var direction = Skies.direction(random);
        var back =
                Direction.ofDegrees(
                        Decimals.shortestLonDeg(direction), Decimals.shortestLatDeg(direction));

        assertThat(back.separationDeg(direction)).isCloseTo(0, within(1e-13));
    }
}
