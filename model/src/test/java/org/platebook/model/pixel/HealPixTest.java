package org.platebook.model.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.platebook.model.failure.Refused;
import org.platebook.model.sky.Direction;
import org.platebook.testkit.Seeded;
import org.platebook.testkit.TestData;

import java.io.IOException;
import java.nio.file.Files;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

class HealPixTest {

    /** Radians: what double precision leaves of an angle after a sine and an arc tangent. */
    private static final double ROUNDING = 2e-15;

    @Test
    void the_twelve_base_pixels_are_where_the_paper_has_them() {
        var grid = new HealPix(0);

        assertThat(grid.centre(0).lonDeg()).isCloseTo(45, within(1e-12));
        assertThat(grid.centre(0).z()).isCloseTo(2.0 / 3, within(ROUNDING));
        assertThat(grid.centre(4).lonDeg()).isCloseTo(0, within(1e-12));
        assertThat(grid.centre(4).z()).isZero();
        assertThat(grid.centre(11).lonDeg()).isCloseTo(315, within(1e-12));
        assertThat(grid.corners(3).getFirst()).isEqualTo(new Direction(0, 0, 1));
        assertThat(grid.pixelCount()).isEqualTo(12);
    }

    @Test
    void the_poles_and_every_way_to_write_longitude_zero_have_a_pixel() {
        for (int order = 0; order <= HealPix.MAX_ORDER; order++) {
            var grid = new HealPix(order);
            assertThat(grid.pixel(0, Math.PI / 2)).isEqualTo(grid.pixelCount() / 12 - 1);
            assertThat(grid.pixel(0, -Math.PI / 2)).isEqualTo(8 * (grid.pixelCount() / 12));
            assertThat(grid.pixel(-1e-18, 0.3)).isEqualTo(grid.pixel(0, 0.3));
            assertThat(grid.pixel(20 * Math.PI + 0.1, 0.3)).isEqualTo(grid.pixel(0.1, 0.3));
        }
    }

    @Test
    void orders_pixels_and_positions_that_do_not_exist_are_refused() {
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> new HealPix(30));
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> new HealPix(1).centre(48));
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> new HealPix(1).pixel(Double.NaN, 0));
    }

    @Seeded
    void a_pixel_holds_its_centre_and_lies_in_its_parent(RandomGenerator random) {
        int order = 1 + random.nextInt(HealPix.MAX_ORDER);
        var grid = new HealPix(order);
        long pixel = random.nextLong(grid.pixelCount());

        assertThat(grid.pixel(grid.centre(pixel))).isEqualTo(pixel);
        assertThat(new HealPix(order - 1).pixel(grid.centre(pixel))).isEqualTo(pixel >> 2);
    }

    @Seeded
    void points_inside_a_pixel_are_found_in_it(RandomGenerator random) {
        var grid = new HealPix(random.nextInt(26));
        long pixel = random.nextLong(grid.pixelCount());

        var inside =
                grid.at(pixel, random.nextDouble(0.001, 0.999), random.nextDouble(0.001, 0.999));
        assertThat(grid.pixel(inside)).isEqualTo(pixel);
    }

    @Seeded
    void the_pixels_of_an_order_have_equal_areas(RandomGenerator random) {
        var coarse = new HealPix(random.nextInt(3));
        var fine = new HealPix(coarse.order() + 3);
        long pixel = random.nextLong(coarse.pixelCount());

        long inside =
                LongStream.range(0, fine.pixelCount())
                        .filter(p -> coarse.pixel(fine.centre(p)) == pixel)
                        .count();
        assertThat(inside * fine.pixelAreaSr()).isCloseTo(coarse.pixelAreaSr(), within(1e-12));
    }

    @Test
    void positions_of_every_order_agree_with_the_reference_library() throws IOException {
        var truth = TestData.require("wcs-truth/healpix_truth.txt");
        int count = 0;
        for (var line : Files.readAllLines(truth)) {
            var field = line.split(" ", -1);
            var grid = new HealPix(Integer.parseInt(field[0]));
            double lon = Double.parseDouble(field[1]);
            double lat = Double.parseDouble(field[2]);
            long pixel = Long.parseLong(field[3]);
            var centre =
                    Direction.ofRadians(Double.parseDouble(field[4]), Double.parseDouble(field[5]));

            assertThat(grid.pixel(lon, lat)).as(line).isEqualTo(pixel);
            assertThat(grid.pixel(Direction.ofRadians(lon, lat))).as(line).isEqualTo(pixel);
            assertThat(grid.centre(pixel).separationRad(centre)).as(line).isLessThan(ROUNDING);
            count++;
        }
        assertThat(count).isEqualTo(3000);
    }
}
