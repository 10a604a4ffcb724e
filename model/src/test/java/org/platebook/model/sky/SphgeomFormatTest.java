package org.platebook.model.sky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.platebook.model.failure.Refused;
import org.platebook.testkit.TestData;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPInputStream;

class SphgeomFormatTest {

    /** Written by lsst.sphgeom 30: a circle of 1 degree about (10, 20). */
    private static final String CIRCLE =
            "6361b46c3a039ded3f3b46fac0f2e2c43ff50b8a74a8e3d53f626407a580f6333f399d52a246df913f";

    /** Written by lsst.sphgeom 30: the box from 350 to 10 and from -5 to 5 degrees. */
    private static final String BOX =
            "62f4f2ec91426f18408744e74a1857c63f8744e74a1857b6bf8744e74a1857b63f";

    @Test
    void a_circle_a_box_and_what_is_made_of_them_are_read_and_written_alike() {
        var length = "2900000000000000";
        var boxLength = "2100000000000000";
        for (var hex :
                List.of(
                        CIRCLE,
                        BOX,
                        "75" + length + CIRCLE + boxLength + BOX,
                        "69" + length + CIRCLE + boxLength + BOX,
                        "75")) {
            assertThat(SphgeomFormat.encodeHex(SphgeomFormat.decodeHex(hex))).isEqualTo(hex);
        }
        var circle = (Circle) SphgeomFormat.decodeHex(CIRCLE);
        assertThat(circle.radiusDeg()).isCloseTo(1, within(1e-15));
        assertThat(circle.centre().separationDeg(Direction.ofDegrees(10, 20))).isLessThan(1e-13);
    }

    @Test
    void regions_joined_by_colons_are_a_union_and_pairs_ask_for_overlap() {
        var circle = SphgeomFormat.encodeBase64(SphgeomFormat.decodeHex(CIRCLE));
        var box = SphgeomFormat.encodeBase64(SphgeomFormat.decodeHex(BOX));
        var touching =
                SphgeomFormat.encodeBase64(Circle.ofDegrees(Direction.ofDegrees(12, 20), 1.5));

        var union = SphgeomFormat.decodeBase64(circle + ":" + box);

        assertThat(union.contains(Direction.ofDegrees(0, 0))).isTrue();
        assertThat(union.contains(Direction.ofDegrees(10, 20))).isTrue();
        assertThat(SphgeomFormat.overlap(circle + "&" + box)).isFalse();
        assertThat(SphgeomFormat.overlap(circle + "&" + box + "|" + circle + "&" + touching))
                .isTrue();
        assertThat(SphgeomFormat.overlap("")).isFalse();
    }

    @Test
    void what_is_no_region_is_refused_with_the_reason() {
        assertThatThrownBy(() -> SphgeomFormat.decodeHex("63"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("kind c is cut short");
        assertThatThrownBy(() -> SphgeomFormat.decodeHex("7a"))
                .hasMessageContaining("no kind of region is z");
        assertThatThrownBy(() -> SphgeomFormat.decodeHex("xyz"))
                .hasMessageContaining("not hexadecimal");
        assertThatThrownBy(() -> SphgeomFormat.decodeHex(BOX + "00"))
                .hasMessageContaining("1 bytes are left over");
        assertThatThrownBy(
                        () ->
                                SphgeomFormat.encode(
                                        PolygonTest.polygon(0, 0, 4, 0, 4, 4, 2, 1, 0, 4)))
                .hasMessageContaining("not convex");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ci_hsc-subset", "hsc-rc2-subset", "hsc_gen3", "lsstcam-subset", "spatial"})
    void regions_of_real_registries_keep_every_bit_and_have_the_bounds_that_sphgeom_gives_them(
            String registry) throws IOException {
        var file = TestData.require("butler/golden/regions_" + registry + ".jsonl.gz");
        for (var golden : lines(file)) {
            var hex = golden.get("hex").asString();
            var polygon = (Polygon) SphgeomFormat.decodeHex(hex);

            assertThat(SphgeomFormat.encodeHex(polygon)).isEqualTo(hex);
            assertVertices(polygon, golden.get("vertices_lonlat_deg"));
            assertBoundingCircle(polygon, golden);
            assertBoundingBox(polygon, golden.get("bbox_deg"));
        }
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        var mapper = new ObjectMapper();
        var lines = new ArrayList<JsonNode>();
        try (var reader =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(mapper.readTree(line));
            }
        }
        return lines;
    }

    private static void assertVertices(Polygon polygon, JsonNode golden) {
        var vertices = polygon.vertices().reversed();
        assertThat(vertices).hasSize(golden.size());
        for (int i = 0; i < vertices.size(); i++) {
            assertThat(vertices.get(i).lonDeg())
                    .isCloseTo(golden.get(i).get(0).asDouble(), within(1e-12));
            assertThat(vertices.get(i).latDeg())
                    .isCloseTo(golden.get(i).get(1).asDouble(), within(1e-12));
        }
    }

    /** Sphgeom's circle is about the centroid; ours is the smallest. */
    private static void assertBoundingCircle(Polygon polygon, JsonNode golden) {
        var centre =
                Direction.ofDegrees(
                        golden.get("bc_lon_deg").asDouble(), golden.get("bc_lat_deg").asDouble());
        var radius = golden.get("bc_radius_deg").asDouble();
        var farthest =
                polygon.vertices().stream()
                        .map(polygon.centre()::separationDeg)
                        .max(Comparator.naturalOrder())
                        .orElseThrow();

        assertThat(polygon.centre().separationDeg(centre)).isLessThan(1e-9);
        assertThat(farthest).isCloseTo(radius, within(1e-9));
        assertThat(polygon.boundingCircle().radiusDeg()).isLessThanOrEqualTo(radius);
        assertThat(Circle.ofDegrees(centre, radius).contains(polygon)).isTrue();
        assertThat(polygon.boundingCircle().contains(polygon)).isTrue();
    }

    /** Sphgeom widens its box by 2.9e-8 degrees. */
    private static void assertBoundingBox(Polygon polygon, JsonNode golden) {
        var box = polygon.boundingBox();
        var bounds = new double[] {box.westRad(), box.eastRad(), box.southRad(), box.northRad()};
        for (int i = 0; i < bounds.length; i++) {
            assertThat(Math.toDegrees(bounds[i])).isCloseTo(golden.get(i).asDouble(), within(3e-8));
        }
    }
}
