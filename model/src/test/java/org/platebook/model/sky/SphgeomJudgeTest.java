package org.platebook.model.sky;

import static org.assertj.core.api.Assertions.assertThat;

import org.platebook.testkit.PythonJudge;
import org.platebook.testkit.Seeded;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The same questions asked of lsst.sphgeom: where it is sure, we say the same; where it is not, we
 * are.
 */
class SphgeomJudgeTest {

    private static final int PAIRS = 10_000;

    private record Pair(Region one, Region other, Direction point) {}

    @Seeded(runs = 1)
    void ten_thousand_pairs_are_related_as_sphgeom_says_or_more_exactly(RandomGenerator random) {
        var judge = PythonJudge.require();
        var pairs = Stream.generate(() -> pair(random)).limit(PAIRS).toList();
        var mapper = new ObjectMapper();
        var answers =
                mapper.readTree(
                        judge.run(
                                SphgeomJudgeTest.class,
                                "judge_regions.py",
                                mapper.writeValueAsString(
                                        pairs.stream().map(SphgeomJudgeTest::question).toList())));

        int vagueOverlaps = 0;
        int missedContains = 0;
        for (int i = 0; i < PAIRS; i++) {
            assertAgreement(pairs.get(i), answers.get(i));
            vagueOverlaps += isVague(pairs.get(i), answers.get(i)) ? 1 : 0;
            missedContains += isMissed(pairs.get(i), answers.get(i)) ? 1 : 0;
        }
        assertThat(vagueOverlaps)
                .as("disjoint pairs sphgeom is not sure of")
                .isLessThan(PAIRS / 50);
        assertThat(missedContains).as("contained regions sphgeom misses").isLessThan(PAIRS / 50);
    }

    private static void assertAgreement(Pair pair, JsonNode answer) {
        var overlaps = pair.one().overlaps(pair.other());
        var contains = pair.one().contains(pair.other());
        var within = pair.other().contains(pair.one());
        var touchAtPole = touchAtPole(pair);
        if (answer.get("disjoint").asBoolean() && !touchAtPole) {
            assertThat(overlaps).as("%s disjoint", pair).isFalse();
        }
        if (answer.get("contains").asBoolean()) {
            assertThat(contains).as("%s contains", pair).isTrue();
        }
        if (answer.get("within").asBoolean()) {
            assertThat(within).as("%s within", pair).isTrue();
        }
        if (!answer.get("overlaps").isNull() && !touchAtPole) {
            assertThat(overlaps)
                    .as("%s overlaps", pair)
                    .isEqualTo(answer.get("overlaps").asBoolean());
        }
        assertThat(pair.one().contains(pair.point()))
                .as("%s holds", pair)
                .isEqualTo(answer.get("holds").asBoolean());
        var radius = answer.get("circle_radius").asDouble();
        if (!(pair.one() instanceof Union) && radius < Math.PI / 2) {
            assertThat(pair.one().boundingCircle().radiusRad())
                    .as("%s circle", pair)
                    .isLessThanOrEqualTo(radius + 1e-9);
        }
        if (contains || within) {
            assertThat(overlaps).as("%s contained, so overlapping", pair).isTrue();
        }
    }

    /** Boxes that reach one pole have it in common; sphgeom compares their longitudes there. */
    private static boolean touchAtPole(Pair pair) {
        return pair.one() instanceof Box one
                && pair.other() instanceof Box other
                && (Math.min(one.northRad(), other.northRad()) == Math.PI / 2
                        || Math.max(one.southRad(), other.southRad()) == -Math.PI / 2);
    }

    /** Whether the pair is disjoint and sphgeom cannot tell. */
    private static boolean isVague(Pair pair, JsonNode answer) {
        return !answer.get("disjoint").asBoolean() && !pair.one().overlaps(pair.other());
    }

    /** Whether one holds the other and sphgeom cannot tell. */
    private static boolean isMissed(Pair pair, JsonNode answer) {
        return !answer.get("contains").asBoolean() && pair.one().contains(pair.other());
    }

    private static Map<String, Object> question(Pair pair) {
        var point = pair.point();
        return Map.of(
                "one", SphgeomFormat.encodeHex(pair.one()),
                "other", SphgeomFormat.encodeHex(pair.other()),
                "point", List.of(point.x(), point.y(), point.z()));
    }

    private static Pair pair(RandomGenerator random) {
        var middle = Skies.direction(random);
        var size = Math.pow(10, random.nextDouble(-4, 0.1));
        var one = region(random, middle, size);
        var otherSize = size * Math.pow(10, random.nextDouble(-1.5, 0.2));
        var other = region(random, Skies.near(random, middle, 2 * size), otherSize);
        return new Pair(one, other, Skies.near(random, middle, 1.3 * size));
    }

    private static Region region(RandomGenerator random, Direction centre, double sizeRad) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> Circle.ofRadians(centre, sizeRad);
            case 2, 3 -> box(random, centre, Math.toDegrees(sizeRad));
            case 4 ->
                    new Union(
                            List.of(
                                    hull(random, centre, sizeRad),
                                    Circle.ofRadians(centre, sizeRad / 2)));
            default -> hull(random, centre, sizeRad);
        };
    }

    private static Box box(RandomGenerator random, Direction centre, double sizeDeg) {
        return Box.around(centre, Math.min(359, sizeDeg * 10 * random.nextDouble()), 2 * sizeDeg);
    }

    private static Polygon hull(RandomGenerator random, Direction centre, double sizeRad) {
        var points = new ArrayList<Direction>();
        int count = random.nextInt(3, 12);
        for (int i = 0; i < count; i++) {
            points.add(Skies.near(random, centre, Math.min(1.2, sizeRad)));
        }
        return Polygon.convexHull(points);
    }
}
