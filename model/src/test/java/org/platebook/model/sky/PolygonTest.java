package org.platebook.model.sky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.platebook.model.failure.Refused;
import org.platebook.testkit.Seeded;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

class PolygonTest {

    /** A square of 2 degrees as DALI wants it: north along the west side, then to the east. */
    private static final Polygon SQUARE = Polygon.wound(directions(359, -1, 359, 1, 1, 1, 1, -1));

    private static Direction at(double lon, double lat) {
        return Direction.ofDegrees(lon, lat);
    }

    static Polygon polygon(double... lonLat) {
        return Polygon.of(directions(lonLat));
    }

    static List<Direction> directions(double... lonLat) {
        var directions = new ArrayList<Direction>();
        for (int i = 0; i < lonLat.length; i += 2) {
            directions.add(at(lonLat[i], lonLat[i + 1]));
        }
        return directions;
    }

    @Test
    void a_square_across_the_zero_meridian_holds_what_is_in_it_and_on_its_edges() {
        assertThat(SQUARE.contains(at(0, 0))).isTrue();
        assertThat(SQUARE.contains(at(1, 0))).isTrue();
        assertThat(SQUARE.contains(at(359, -1))).isTrue();
        assertThat(SQUARE.contains(at(1.0000001, 0))).isFalse();
        assertThat(SQUARE.contains(at(180, 0))).isFalse();
    }

    @Test
    void an_edge_is_a_great_circle_and_bulges_towards_the_pole() {
        var wide = polygon(0, 60, 90, 60, 90, 70, 0, 70);

        assertThat(wide.contains(at(45, 60.5))).isFalse();
        assertThat(wide.contains(at(45, 75))).isTrue();
    }

    @Test
    void the_order_of_the_vertices_says_which_side_is_inside() {
        var around = Polygon.wound(SQUARE.vertices().reversed());

        assertThat(around.contains(at(0, 0))).isFalse();
        assertThat(around.contains(at(180, 0))).isTrue();
        assertThat(around.areaSr() + SQUARE.areaSr()).isCloseTo(4 * Math.PI, within(1e-14));
        assertThat(Polygon.of(around.vertices())).isEqualTo(SQUARE);
        assertThat(Polygon.of(SQUARE.vertices())).isEqualTo(SQUARE);
    }

    @Test
    void a_notch_is_outside() {
        var notched = polygon(0, 0, 4, 0, 4, 4, 2, 1, 0, 4);

        assertThat(notched.isConvex()).isFalse();
        assertThat(notched.contains(at(2, 2))).isFalse();
        assertThat(notched.contains(at(2, 0.5))).isTrue();
        assertThat(notched.contains(at(0.5, 2))).isTrue();
    }

    @Test
    void a_polygon_around_a_pole_holds_the_pole() {
        var cap = polygon(0, 80, 90, 80, 180, 80, 270, 80);

        assertThat(cap.contains(at(123, 90))).isTrue();
        assertThat(cap.contains(at(45, 81))).isFalse();
        assertThat(cap.contains(at(0, 81))).isTrue();
        assertThat(cap.boundingBox().isAround()).isTrue();
        assertThat(cap.boundingCuboid().max().z()).isEqualTo(1);
    }

    @Test
    void an_octant_is_an_eighth_of_the_sky() {
        var octant = polygon(0, 0, 90, 0, 0, 90);

        assertThat(octant.areaSr()).isCloseTo(Math.PI / 2, within(1e-15));
        assertThat(octant.areaDeg2()).isCloseTo(129600 / Math.PI / 8, within(1e-11));
        assertThat(octant.centre().separationDeg(Direction.towards(1, 1, 1))).isLessThan(1e-13);
    }

    @Test
    void what_is_no_polygon_is_refused_with_its_reason() {
        assertThatThrownBy(() -> polygon(0, 0, 1, 1))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("at least 3 vertices, not 2");
        assertThatThrownBy(() -> polygon(0, 0, 1, 0, 1, 1, 0, 0))
                .hasMessageContaining("0 0 comes twice");
        assertThatThrownBy(() -> polygon(0, 0, 180, 0, 90, 90)).hasMessageContaining("opposite");
        assertThatThrownBy(() -> polygon(0, 0, 1, 1, 1, 0, 0, 1))
                .hasMessageContaining("must not cross");
        assertThatThrownBy(() -> polygon(0, 0, 10, 0, 20, 0)).hasMessageContaining("great circle");
        assertThatThrownBy(() -> polygon(0, 0, 1, 1, 2, 0, 3, 3, 0, 4, 1, 1))
                .hasMessageContaining("1 1 twice");
    }

    @Seeded
    void a_hull_holds_its_points_and_has_only_corners_of_them(RandomGenerator random) {
        var middle = Skies.direction(random);
        var points =
                Stream.generate(() -> Skies.near(random, middle, 0.3))
                        .limit(random.nextInt(3, 40))
                        .toList();

        var hull = Polygon.convexHull(points);

        assertThat(hull.isConvex()).isTrue();
        assertThat(points).allMatch(hull::contains);
        assertThat(points).containsAll(hull.vertices());
        assertThat(hull.boundingCircle().contains(hull)).isTrue();
    }

    @Seeded
    void a_star_is_cut_into_triangles_of_the_same_area_and_points(RandomGenerator random) {
        var middle = Skies.direction(random);
        var star = Skies.star(random, middle, 0.5);
        var triangles = new ArrayList<Polygon>();
        var corners = star.vertices();
        for (int i = 0; i < corners.size(); i++) {
            triangles.add(
                    Polygon.of(
                            List.of(
                                    middle,
                                    corners.get(i),
                                    corners.get((i + 1) % corners.size()))));
        }

        assertThat(triangles.stream().mapToDouble(Polygon::areaSr).sum())
                .isCloseTo(star.areaSr(), within(1e-13));
        for (int i = 0; i < 20; i++) {
            var point = Skies.near(random, middle, 0.6);
            assertThat(star.contains(point))
                    .isEqualTo(triangles.stream().anyMatch(t -> t.contains(point)));
        }
    }
}
