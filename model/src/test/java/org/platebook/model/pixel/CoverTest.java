package org.platebook.model.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.platebook.model.sky.Circle;
import org.platebook.model.sky.Direction;
import org.platebook.model.sky.Polygon;
import org.platebook.model.sky.Region;
import org.platebook.model.sky.Union;
import org.platebook.testkit.Seeded;
import org.platebook.testkit.TestData;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPInputStream;

class CoverTest {

    @Test
    void an_octant_is_one_trixel_and_touches_its_neighbours() {
        var octant =
                Polygon.of(
                        List.of(
                                Direction.ofDegrees(0, 0),
                                Direction.ofDegrees(90, 0),
                                Direction.ofDegrees(0, 90)));

        var cover = new Htm(0).cover(octant);
        assertThat(cover.inside()).isEqualTo(RangeSet.of(15, 16));
        // Only S2, opposite to it, does not touch it.
        assertThat(cover.touched()).hasToString("[8,10) [11,16)");
    }

    @Seeded
    void a_healpix_cover_leaves_out_no_point_of_the_region(RandomGenerator random) {
        var region = region(random);
        var grid = new HealPix(random.nextInt(3, 8));
        var cover = grid.cover(region);

        assertThat(cover.touched().contains(cover.inside())).isTrue();
        for (int i = 0; i < 300; i++) {
            var point = near(region, random);
            long pixel = grid.pixel(point);
            if (region.contains(point)) {
                assertThat(cover.touched().contains(pixel)).as("%s in %s", point, region).isTrue();
            } else {
                assertThat(cover.inside().contains(pixel))
                        .as("%s not in %s", point, region)
                        .isFalse();
            }
        }
    }

    @Seeded
    void an_htm_cover_is_exact(RandomGenerator random) {
        var region = region(random);
        var mesh = new Htm(random.nextInt(2, 5));
        var cover = mesh.cover(region);

        for (int i = 0; i < 40; i++) {
            long index = mesh.index(near(region, random));
            var triangle = Polygon.wound(mesh.trixel(index).corners().reversed());
            assertThat(cover.touched().contains(index)).isEqualTo(region.overlaps(triangle));
            assertThat(cover.inside().contains(index)).isEqualTo(region.contains(triangle));
        }
    }

    @Seeded
    void a_finer_cover_lies_in_a_coarser_one(RandomGenerator random) {
        var region = region(random);
        int order = random.nextInt(2, 6);

        var coarse = Moc.of(order, region);
        var fine = Moc.of(order + 1, region);
        assertThat(coarse.contains(fine)).isTrue();
        assertThat(fine.skyFraction() * 4 * Math.PI).isGreaterThanOrEqualTo(region.areaSr());
    }

    @Seeded(runs = 20)
    void a_small_convex_region_touches_hardly_more_pixels_than_it_must(RandomGenerator random) {
        var region = square(random, Math.toRadians(0.1));
        var grid = new HealPix(13);
        var touched = grid.cover(region).touched();

        long overlapping =
                touched.numbers()
                        .filter(pixel -> region.overlaps(Polygon.of(grid.corners(pixel))))
                        .count();
        assertThat(touched.size()).isLessThan(overlapping * 11 / 10);
    }

    @Test
    void htm_covers_of_registry_regions_lie_between_exact_overlap_and_the_stored_envelope()
            throws IOException {
        var mesh = new Htm(7);
        int equal = 0;
        int count = 0;
        for (var file : goldens()) {
            for (var row : json(file)) {
                var hex = HexFormat.of().parseHex(row.get("hex").asString());
                var cover = mesh.cover(polygon(hex));
                var envelope = ranges(row.get("htm_envelope"));
                assertThat(envelope.contains(cover.touched())).as("%s", row.get("key")).isTrue();
                assertThat(cover.inside()).isEqualTo(ranges(row.get("htm_interior")));
                equal += cover.touched().equals(envelope) ? 1 : 0;
                count++;
            }
        }
        assertThat(count).isEqualTo(1417);
        assertThat(equal).as("covers equal to the envelope").isEqualTo(count);
    }

    private static List<Path> goldens() throws IOException {
        try (var files = Files.list(TestData.require("butler/golden"))) {
            return files.filter(f -> f.getFileName().toString().startsWith("regions_")).toList();
        }
    }

    private static RangeSet ranges(JsonNode pairs) {
        return RangeSet.of(
                pairs.valueStream()
                        .map(p -> new RangeSet.Range(p.get(0).asLong(), p.get(1).asLong()))
                        .toList());
    }

    private static Polygon polygon(byte[] region) {
        var bytes = ByteBuffer.wrap(region, 1, region.length - 1).order(ByteOrder.LITTLE_ENDIAN);
        var vertices = new ArrayList<Direction>();
        while (bytes.hasRemaining()) {
            vertices.add(new Direction(bytes.getDouble(), bytes.getDouble(), bytes.getDouble()));
        }
        return Polygon.wound(vertices.reversed());
    }

    private static List<JsonNode> json(Path file) throws IOException {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            return lines.lines().map(JsonMapper.shared()::readTree).toList();
        }
    }

    private static Region region(RandomGenerator random) {
        double size = Math.toRadians(random.nextDouble(0.5, 30));
        return switch (random.nextInt(4)) {
            case 0 -> Circle.ofRadians(direction(random), size);
            case 1 ->
                    new Union(
                            List.of(
                                    square(random, size),
                                    Circle.ofRadians(direction(random), size)));
            case 2 -> dart(random, size);
            default -> square(random, size);
        };
    }

    private static Polygon square(RandomGenerator random, double size) {
        return around(random, size, size, size, size);
    }

    /** A polygon that is not convex. */
    private static Polygon dart(RandomGenerator random, double size) {
        return around(random, size, size, size, size / 5);
    }

    private static Polygon around(RandomGenerator random, double... distances) {
        var centre = direction(random);
        var first = anywhere(random);
        var side =
                Direction.towards(
                        centre.y() * first.z() - centre.z() * first.y(),
                        centre.z() * first.x() - centre.x() * first.z(),
                        centre.x() * first.y() - centre.y() * first.x());
        var corners = new ArrayList<Direction>();
        for (int i = 0; i < distances.length; i++) {
            double turn = 2 * Math.PI * i / distances.length + random.nextDouble(0.3);
            corners.add(centre.rotated(side, distances[i]).rotated(centre, turn));
        }
        return Polygon.of(corners);
    }

    private static Direction near(Region region, RandomGenerator random) {
        var circle = region.boundingCircle();
        double angle = Math.min(Math.PI, 1.2 * circle.radiusRad()) * Math.sqrt(random.nextDouble());
        var first = anywhere(random);
        var centre = circle.centre();
        var side =
                Direction.towards(
                        centre.y() * first.z() - centre.z() * first.y(),
                        centre.z() * first.x() - centre.x() * first.z(),
                        centre.x() * first.y() - centre.y() * first.x());
        return centre.rotated(side, angle);
    }

    private static Direction direction(RandomGenerator random) {
        return random.nextInt(8) == 0
                ? Direction.ofDegrees(90 * random.nextInt(4), 90 * (random.nextInt(3) - 1))
                : anywhere(random);
    }

    private static Direction anywhere(RandomGenerator random) {
        return Direction.towards(
                random.nextGaussian(), random.nextGaussian(), random.nextGaussian());
    }
}
