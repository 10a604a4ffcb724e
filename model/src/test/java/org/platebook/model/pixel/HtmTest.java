package org.platebook.model.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.platebook.model.failure.Refused;
import org.platebook.model.sky.Direction;
import org.platebook.testkit.Seeded;
import org.platebook.testkit.TestData;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.util.random.RandomGenerator;

class HtmTest {

    /** Radians: two roundings of unit vectors. */
    private static final double ROUNDING = 1e-15;

    @Test
    void the_roots_are_the_octants() {
        var roots = new Htm(0);

        assertThat(roots.index(Direction.ofDegrees(10, 20))).isEqualTo(15);
        assertThat(roots.index(Direction.ofDegrees(10, -20))).isEqualTo(8);
        assertThat(roots.index(Direction.ofDegrees(200, 20))).isEqualTo(13);
        assertThat(Htm.name(13)).isEqualTo("N1");
    }

    @Test
    void names_and_numbers_stand_for_each_other() {
        assertThat(Htm.index("N32000002")).isEqualTo(253_954);
        assertThat(Htm.name(165_961)).isEqualTo("S20201021");
        assertThat(Htm.level(165_961)).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "N", "n3", "N4", "N3 ", "X01"})
    void what_is_no_name_is_refused(String name) {
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> Htm.index(name));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 7, 16, 31, 64})
    void what_is_no_number_is_refused(long index) {
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> Htm.level(index));
    }

    @Test
    void a_number_of_another_level_is_refused() {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> new Htm(2).trixel(8))
                .withMessage("level 2 has trixels 128 to 255, not 8");
    }

    @Seeded
    void a_trixel_holds_what_is_inside_its_corners(RandomGenerator random) {
        var mesh = new Htm(random.nextInt(21));
        var trixel = mesh.trixel(mesh.firstIndex() + random.nextLong(mesh.firstIndex()));
        double a = random.nextDouble(0.01, 1);
        double b = random.nextDouble(0.01, 1);
        double c = random.nextDouble(0.01, 1);

        var inside =
                Direction.towards(
                        a * trixel.v0().x() + b * trixel.v1().x() + c * trixel.v2().x(),
                        a * trixel.v0().y() + b * trixel.v1().y() + c * trixel.v2().y(),
                        a * trixel.v0().z() + b * trixel.v1().z() + c * trixel.v2().z());
        assertThat(mesh.index(inside)).isEqualTo(trixel.index());
        assertThat(Htm.index(Htm.name(trixel.index()))).isEqualTo(trixel.index());
    }

    @Test
    void points_and_corners_agree_with_the_reference_library() throws IOException {
        var vectors = TestData.require("butler/golden/htm_vectors.jsonl");
        int points = 0;
        for (var line : Files.readAllLines(vectors)) {
            var expected = JsonMapper.shared().readTree(line);
            long index = expected.get("index").asLong();
            assertThat(Htm.name(index)).isEqualTo(expected.get("name").asString());
            if (expected.has("level")) {
                var mesh = new Htm(expected.get("level").asInt());
                var at =
                        // In radians, as the reference has it: its 90 degrees fall beside the axis.
                        Direction.ofRadians(
                                Math.toRadians(expected.get("lon").asDouble()),
                                Math.toRadians(expected.get("lat").asDouble()));
                assertThat(mesh.index(at)).as(line).isEqualTo(index);
                points++;
            } else {
                var corners = new Htm(Htm.level(index)).trixel(index).corners();
                for (int i = 0; i < 3; i++) {
                    var corner = expected.get("vertices_deg").get(i);
                    var at =
                            Direction.ofDegrees(corner.get(0).asDouble(), corner.get(1).asDouble());
                    assertThat(corners.get(i).separationRad(at)).as(line).isLessThan(ROUNDING);
                }
            }
        }
        assertThat(points).isEqualTo(92);
    }
}
