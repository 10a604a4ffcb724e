package org.platebook.model.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.platebook.model.sky.Direction;
import org.platebook.model.sky.Polygon;
import org.platebook.testkit.PythonJudge;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/** MOCs, pixels of positions and covers of polygons, compared with mocpy and cdshealpix. */
class JudgedPixelsTest {

    private static final int PAIRS = 60;
    private static final int POSITIONS = 1000;
    private static final int POLYGONS = 100;
    private static final JsonMapper JSON = JsonMapper.shared();

    private record Pair(Moc a, Moc b, int coarser) {}

    private record Square(List<Direction> corners, int order) {}

    @Test
    void the_reference_libraries_agree() {
        var judge = PythonJudge.require();
        var random = new SplittableRandom(20260115);
        var asked = JSON.createObjectNode();
        var pairs = pairs(random, asked);
        var positions = positions(random, asked);
        var squares = squares(random, asked);

        var judged =
                JSON.readTree(judge.run(JudgedPixelsTest.class, "sky_pixels.py", asked.toString()));

        for (int i = 0; i < pairs.size(); i++) {
            checkPair(pairs.get(i), judged.get("pairs").get(i));
        }
        for (int order = 0; order <= HealPix.MAX_ORDER; order++) {
            var pixels = judged.get("pixels").get(Integer.toString(order));
            for (int i = 0; i < positions.size(); i++) {
                assertThat(new HealPix(order).pixel(positions.get(i)[0], positions.get(i)[1]))
                        .as("order %d, %s, %s", order, positions.get(i)[0], positions.get(i)[1])
                        .isEqualTo(pixels.get(i).asLong());
            }
        }
        for (int i = 0; i < squares.size(); i++) {
            checkCover(squares.get(i), judged.get("polygons").get(i));
        }
    }

    private static void checkPair(Pair pair, JsonNode judged) {
        var a = pair.a;
        var b = pair.b;
        assertThat(Moc.parse(judged.get("a").asString())).isEqualTo(a);
        assertThat(judged.get("a").asString().strip()).isEqualTo(a.toString());
        assertThat(Moc.ofJson(judged.get("json").asString())).isEqualTo(a);
        assertThat(Moc.ofFits(bytes(judged, "fits_range"))).isEqualTo(a);
        assertThat(Moc.ofFits(bytes(judged, "fits_nuniq"))).isEqualTo(a);
        assertThat(a.skyFraction()).isCloseTo(judged.get("fraction").asDouble(), within(1e-13));
        assertThat(Moc.parse(judged.get("union").asString())).isEqualTo(a.union(b));
        assertThat(Moc.parse(judged.get("intersection").asString())).isEqualTo(a.intersect(b));
        assertThat(Moc.parse(judged.get("difference").asString())).isEqualTo(a.subtract(b));
        assertThat(Moc.parse(judged.get("symmetric").asString()))
                .isEqualTo(a.symmetricDifference(b));
        assertThat(Moc.parse(judged.get("complement").asString())).isEqualTo(a.complement());
        assertThat(Moc.parse(judged.get("degraded").asString())).isEqualTo(a.degrade(pair.coarser));
    }

    private static byte[] bytes(JsonNode judged, String field) {
        return Base64.getDecoder().decode(judged.get(field).asString());
    }

    private static void checkCover(Square square, JsonNode judged) {
        var ours = new HealPix(square.order).cover(Polygon.of(square.corners));
        var touched = numbers(judged.get("touched"));
        var inside = numbers(judged.get("inside"));

        assertThat(ours.touched().contains(inside)).isTrue();
        assertThat(touched.contains(ours.inside())).isTrue();
        // Both may hold pixels that only come near.
        assertThat(ours.touched().symmetricDifference(touched).size())
                .as("%s", square)
                .isLessThanOrEqualTo(2 + touched.size() / 20);
    }

    private static RangeSet numbers(JsonNode pixels) {
        return RangeSet.ofNumbers(pixels.valueStream().mapToLong(JsonNode::asLong));
    }

    private static List<Pair> pairs(RandomGenerator random, ObjectNode asked) {
        var pairs = new ArrayList<Pair>();
        for (int i = 0; i < PAIRS; i++) {
            var a = moc(random);
            var pair = new Pair(a, moc(random), random.nextInt(a.order() + 1));
            pairs.add(pair);
            asked.withArray("pairs")
                    .addObject()
                    .put("a", Base64.getEncoder().encodeToString(pair.a.toFits()))
                    .put("b", Base64.getEncoder().encodeToString(pair.b.toFits()))
                    .put("coarser", pair.coarser);
        }
        return pairs;
    }

    /** A MOC of cells of several orders, some large ones with holes. */
    private static Moc moc(RandomGenerator random) {
        int order = random.nextInt(HealPix.MAX_ORDER + 1);
        var moc = Moc.empty(order);
        for (int coarse = 0; coarse <= order; coarse += 1 + random.nextInt(4)) {
            long count = new HealPix(coarse).pixelCount();
            var cells = LongStream.generate(() -> random.nextLong(count)).limit(random.nextInt(9));
            var some = Moc.of(coarse, RangeSet.ofNumbers(cells));
            moc = random.nextBoolean() ? moc.union(some) : moc.symmetricDifference(some);
        }
        return moc;
    }

    private static List<double[]> positions(RandomGenerator random, ObjectNode asked) {
        var positions = new ArrayList<double[]>();
        var json = asked.withObject("/positions");
        for (int i = 0; i < POSITIONS; i++) {
            double lat =
                    i % 10 == 0
                            ? Math.PI / 2 - Math.pow(10, -random.nextDouble(8))
                            : Math.asin(random.nextDouble(-1, 1));
            positions.add(new double[] {random.nextDouble(2 * Math.PI), lat});
            json.withArray("lon").add(positions.getLast()[0]);
            json.withArray("lat").add(positions.getLast()[1]);
        }
        return positions;
    }

    private static List<Square> squares(RandomGenerator random, ObjectNode asked) {
        var squares = new ArrayList<Square>();
        for (int i = 0; i < POLYGONS; i++) {
            var centre =
                    Direction.towards(
                            random.nextGaussian(), random.nextGaussian(), random.nextGaussian());
            var edge = Math.toRadians(random.nextDouble(0.1, 3));
            var corners = new ArrayList<Direction>();
            for (int corner = 0; corner < 4; corner++) {
                var turn = Math.PI / 2 * (corner + random.nextDouble(0.3));
                corners.add(centre.rotated(perpendicular(centre), edge).rotated(centre, turn));
            }
            squares.add(new Square(corners, 9 + random.nextInt(2)));
            var json =
                    asked.withArray("polygons").addObject().put("order", squares.getLast().order);
            corners.forEach(corner -> json.withArray("lon").add(corner.lonDeg()));
            corners.forEach(corner -> json.withArray("lat").add(corner.latDeg()));
        }
        return squares;
    }

    private static Direction perpendicular(Direction axis) {
        return Math.abs(axis.z()) < 0.9
                ? Direction.towards(axis.y(), -axis.x(), 0)
                : Direction.towards(0, axis.z(), -axis.y());
    }
}
