package org.platebook.model.sky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.platebook.testkit.Seeded;

import java.util.List;
import java.util.random.RandomGenerator;

/** What holds of regions of every kind, wherever on the sky. */
class RegionLawsTest {

    private static final int POINTS = 30;

    @Seeded
    void a_union_holds_what_any_part_holds_and_an_intersection_what_all_hold(
            RandomGenerator random) {
        var middle = Skies.direction(random);
        var one = Skies.region(random, middle);
        var other = Skies.region(random, middle);
        for (int i = 0; i < POINTS; i++) {
            var point = Skies.near(random, middle, 1);
            assertThat(new Union(List.of(one, other)).contains(point))
                    .isEqualTo(one.contains(point) || other.contains(point));
            assertThat(new Intersection(List.of(one, other)).contains(point))
                    .isEqualTo(one.contains(point) && other.contains(point));
        }
    }

    @Seeded(runs = 300)
    void overlap_is_mutual_and_a_common_point_shows_it(RandomGenerator random) {
        var middle = Skies.direction(random);
        var one = Skies.region(random, middle);
        var other = Skies.region(random, Skies.near(random, middle, 0.8));

        assertThat(one.overlaps(other)).isEqualTo(other.overlaps(one));
        for (int i = 0; i < POINTS && !one.overlaps(other); i++) {
            var point = Skies.near(random, middle, 1);
            assertThat(one.contains(point) && other.contains(point)).isFalse();
        }
        if (new Intersection(List.of(one, other)).areaSr() > 1e-10) {
            assertThat(one.overlaps(other)).isTrue();
        }
    }

    @Seeded(runs = 300)
    void what_contains_a_region_holds_all_its_points_and_adds_no_area(RandomGenerator random) {
        var middle = Skies.direction(random);
        var one = Skies.region(random, middle);
        var other =
                random.nextBoolean()
                        ? Skies.region(random, Skies.near(random, middle, 0.1))
                        : Circle.ofRadians(Skies.near(random, middle, 0.1), 0.01);
        var joined = new Union(List.of(one, other));

        assertThat(joined.contains(one)).isTrue();
        assertThat(joined.contains(other)).isTrue();
        assertThat(one.contains(new Intersection(List.of(one, other)))).isTrue();
        if (Math.abs(joined.areaSr() - one.areaSr()) > 1e-10) {
            assertThat(one.contains(other)).isFalse();
        }
        if (one.contains(other)) {
            assertThat(one.overlaps(other)).isTrue();
            for (int i = 0; i < POINTS; i++) {
                var point = Skies.near(random, middle, 1);
                assertThat(other.contains(point) && !one.contains(point)).isFalse();
            }
        }
    }

    @Seeded(runs = 300)
    void areas_of_union_and_intersection_add_up(RandomGenerator random) {
        var middle = Skies.direction(random);
        var one = Skies.region(random, middle);
        var other = Skies.region(random, Skies.near(random, middle, 0.5));

        assertThat(new Union(List.of(one, other)).areaSr())
                .as("%s and %s", one, other)
                .isCloseTo(
                        one.areaSr()
                                + other.areaSr()
                                - new Intersection(List.of(one, other)).areaSr(),
                        within(1e-10));
    }

    @Seeded
    void turning_the_sky_changes_no_answer(RandomGenerator random) {
        var axis = Skies.direction(random);
        var angle = 7 * random.nextDouble();
        var middle = Skies.direction(random);
        var one = Skies.star(random, middle, 1.2);
        var other = Skies.star(random, Skies.near(random, middle, 1), 1.2);
        var circle = Circle.ofRadians(Skies.near(random, middle, 1), random.nextDouble());

        var turnedOne = turned(one, axis, angle);
        var turnedOther = turned(other, axis, angle);
        var turnedCircle =
                Circle.ofRadians(circle.centre().rotated(axis, angle), circle.radiusRad());

        assertThat(turnedOne.areaSr()).isCloseTo(one.areaSr(), within(1e-12));
        assertThat(turnedOne.overlaps(turnedOther)).isEqualTo(one.overlaps(other));
        assertThat(turnedOne.overlaps(turnedCircle)).isEqualTo(one.overlaps(circle));
        assertThat(turnedOne.contains(turnedCircle)).isEqualTo(one.contains(circle));
        assertThat(turnedCircle.contains(turnedOne)).isEqualTo(circle.contains(one));
        assertThat(turnedOne.centre().separationRad(one.centre().rotated(axis, angle)))
                .isLessThan(1e-12);
    }

    private static Polygon turned(Polygon polygon, Direction axis, double angleRad) {
        return Polygon.wound(
                polygon.vertices().stream().map(v -> v.rotated(axis, angleRad)).toList());
    }

    @Seeded(runs = 300)
    void bounds_hold_the_region(RandomGenerator random) {
        var middle = Skies.direction(random);
        var region = Skies.region(random, middle);

        assertThat(region.boundingCircle().contains(region)).isTrue();
        for (int i = 0; i < POINTS; i++) {
            var point = Skies.near(random, middle, 1.2);
            if (region.contains(point)) {
                assertThat(region.boundingCircle().contains(point)).isTrue();
                assertThat(region.boundingBox().contains(point)).isTrue();
                assertThat(region.boundingCuboid().contains(point)).isTrue();
            }
        }
    }

    @Seeded
    void a_polygon_and_its_complement_part_the_sky(RandomGenerator random) {
        var polygon = Skies.star(random, Skies.direction(random), 1.3);
        var rest = polygon.complement();
        for (int i = 0; i < POINTS; i++) {
            var point = Skies.direction(random);
            assertThat(polygon.contains(point)).isNotEqualTo(rest.contains(point));
        }
        var circle = Circle.ofRadians(Skies.direction(random), 1.5 * random.nextDouble());
        assertThat(polygon.contains(circle))
                .isEqualTo(new Intersection(List.of(circle, rest)).areaSr() < 1e-12);
        assertThat(rest.contains(circle))
                .isEqualTo(new Intersection(List.of(circle, polygon)).areaSr() < 1e-12);
        assertThat(new Union(List.of(polygon, rest)).areaSr()).isCloseTo(4 * Math.PI, within(1e-9));
    }

    @Seeded
    void patches_that_share_an_edge_touch_and_fill_what_they_were_cut_from(RandomGenerator random) {
        var middle = Skies.direction(random);
        var corners = Skies.star(random, middle, 0.4).vertices();
        var whole = Polygon.of(corners);
        for (int i = 0; i < corners.size(); i++) {
            var next = corners.get((i + 1) % corners.size());
            var patch = Polygon.of(List.of(middle, corners.get(i), next));
            var neighbour =
                    Polygon.of(List.of(middle, next, corners.get((i + 2) % corners.size())));
            assertThat(patch.overlaps(neighbour)).isTrue();
            assertThat(new Intersection(List.of(patch, neighbour)).areaSr())
                    .isCloseTo(0, within(1e-13));
            assertThat(whole.contains(patch)).isTrue();
            assertThat(whole.overlaps(patch)).isTrue();
            assertThat(patch.contains(whole)).isFalse();
        }
    }

    @Test
    void hemispheres_touch_along_their_edge() {
        var north = Circle.ofDegrees(Direction.ofDegrees(0, 90), 90);
        var south = Circle.ofDegrees(Direction.ofDegrees(0, -90), 90);
        var lune = Polygon.of(PolygonTest.directions(0, 90, 270, 0, 0, -90, 280, 0));

        assertThat(north.overlaps(south)).isTrue();
        assertThat(new Intersection(List.of(north, south)).areaSr()).isCloseTo(0, within(1e-12));
        assertThat(new Union(List.of(north, south)).contains(Circle.full())).isTrue();
        assertThat(north.contains(Box.ofDegrees(0, 360, 0, 90))).isTrue();
        assertThat(Box.ofDegrees(0, 360, 0, 90).contains(north)).isTrue();
        assertThat(lune.overlaps(north)).isTrue();
        assertThat(lune.areaSr()).isCloseTo(Math.toRadians(20), within(1e-14));
    }

    @Test
    void a_point_is_a_region() {
        var square = PolygonTest.polygon(0, 0, 0, 2, 2, 2, 2, 0);
        var inside = Circle.ofDegrees(Direction.ofDegrees(1, 1), 0);
        var corner = Circle.ofDegrees(Direction.ofDegrees(2, 0), 0);
        var outside = Circle.ofDegrees(Direction.ofDegrees(3, 1), 0);

        assertThat(square.contains(inside)).isTrue();
        assertThat(square.contains(corner)).isTrue();
        assertThat(square.contains(outside)).isFalse();
        assertThat(square.overlaps(corner)).isTrue();
        assertThat(square.overlaps(outside)).isFalse();
        assertThat(inside.contains(square)).isFalse();
    }

    @Test
    void a_box_is_bounded_by_parallels_and_a_polygon_by_great_circles() {
        var box = Box.ofDegrees(350, 10, 40, 60);
        var polygon = PolygonTest.polygon(350, 40, 350, 60, 10, 60, 10, 40);

        assertThat(box.contains(polygon)).isFalse();
        assertThat(polygon.contains(box)).isFalse();
        assertThat(box.overlaps(polygon)).isTrue();
        assertThat(box.contains(Direction.ofDegrees(0, 60.1))).isFalse();
        assertThat(polygon.contains(Direction.ofDegrees(0, 60.1))).isTrue();
        assertThat(box.areaSr())
                .isCloseTo(
                        Math.toRadians(20)
                                * (Math.sin(Math.toRadians(60)) - Math.sin(Math.toRadians(40))),
                        within(1e-15));
    }

    @Test
    void nothing_overlaps_nothing_and_everything_contains_all() {
        var square = PolygonTest.polygon(0, 0, 0, 2, 2, 2, 2, 0);

        assertThat(Box.empty().overlaps(square)).isFalse();
        assertThat(square.overlaps(new Union(List.of()))).isFalse();
        assertThat(square.contains(Box.empty())).isTrue();
        assertThat(Circle.full().contains(square)).isTrue();
        assertThat(Circle.full().contains(Box.full())).isTrue();
        assertThat(square.contains(Circle.full())).isFalse();
        assertThat(new Intersection(List.of()).contains(square)).isTrue();
        assertThat(new Intersection(List.of()).areaSr()).isEqualTo(4 * Math.PI);
    }
}
