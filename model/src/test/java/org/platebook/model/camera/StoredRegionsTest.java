package org.platebook.model.camera;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.platebook.model.sky.Direction;
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
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Regions as registries of observatories store them, made again from the pointing alone. */
class StoredRegionsTest {

    /** 1e-6 arcsec. */
    private static final double TOLERANCE_RAD = Math.toRadians(1e-6 / 3600);

    private static final Pattern FIELD = Pattern.compile("\\s+(\\w+): (\\S+)");

    @Test
    void all_205_detectors_and_the_visit_of_a_simulated_exposure_come_out() throws IOException {
        var stored =
                json(TestData.require("butler/golden/camera_regions_lsstcamsim.json.gz"))
                        .getFirst();
        var camera = CameraGeometries.of("LSSTCamSim").orElseThrow();

        var regions =
                camera.regions(
                        stored.get("tracking_ra").asDouble(),
                        stored.get("tracking_dec").asDouble(),
                        stored.get("sky_angle").asDouble());

        var visit = Base64.getDecoder().decode(stored.get("visit_region_b64").asString());
        assertSame(regions.all(), vertices(visit));
        assertThat(regions.detectors()).hasSize(205);
        for (var region : regions.detectors()) {
            var id = Integer.toString(region.detector().id());
            var hex = stored.get("detector_regions").get(id).get("hex").asString();
            assertSame(region.footprint(), vertices(HexFormat.of().parseHex(hex)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LSSTCam, registry_exports/lsstcam-subset.yaml, regions_lsstcam-subset.jsonl.gz, 4, 2",
        "HSC, obscore/hsc_gen3.yaml, regions_hsc_gen3.jsonl.gz, 33, 11"
    })
    void regions_of_real_exposures_come_out(
            String name, String export, String golden, int detectors, int visits)
            throws IOException {
        var pointings = pointings(TestData.require("butler/" + export));
        var camera = CameraGeometries.of(name).orElseThrow();
        int detectorsSeen = 0;
        int visitsSeen = 0;
        for (var row : json(TestData.require("butler/golden/" + golden))) {
            var key = row.get("key");
            var stored = HexFormat.of().parseHex(row.get("hex").asString());
            if (row.get("element").asString().equals("visit_detector_region")) {
                var at = Objects.requireNonNull(pointings.get(key.get("visit").asLong()));
                int detector = key.get("detector").asInt();
                assertSame(regions(camera, at).detector(detector), vertices(stored));
                detectorsSeen++;
            } else if (row.get("element").asString().equals("visit")) {
                assertSame(
                        regions(
                                        camera,
                                        Objects.requireNonNull(
                                                pointings.get(key.get("id").asLong())))
                                .all(),
                        vertices(stored));
                visitsSeen++;
            }
        }
        assertThat(detectorsSeen).isEqualTo(detectors);
        assertThat(visitsSeen).isEqualTo(visits);
    }

    private static CameraRegions regions(Camera camera, Pointing at) {
        return camera.regions(at.raDeg(), at.decDeg(), at.skyAngleDeg());
    }

    /** The same corners in the opposite order, from whichever corner on. */
    private static void assertSame(Footprint ours, List<Direction> stored) {
        var corners = new ArrayList<>(ours.vertices()).reversed();
        assertThat(corners).hasSameSizeAs(stored);
        int shift = 0;
        while (shift < corners.size() - 1
                && corners.get(shift).separationRad(stored.getFirst()) > TOLERANCE_RAD) {
            shift++;
        }
        for (int i = 0; i < stored.size(); i++) {
            var corner = corners.get((i + shift) % corners.size());
            assertThat(corner.separationRad(stored.get(i))).isLessThan(TOLERANCE_RAD);
        }
    }

    /** The corners of a stored convex polygon: "p", then little-endian unit vectors. */
    private static List<Direction> vertices(byte[] region) {
        assertThat(region[0]).isEqualTo((byte) 'p');
        var bytes = ByteBuffer.wrap(region, 1, region.length - 1).order(ByteOrder.LITTLE_ENDIAN);
        var vertices = new ArrayList<Direction>();
        while (bytes.hasRemaining()) {
            vertices.add(new Direction(bytes.getDouble(), bytes.getDouble(), bytes.getDouble()));
        }
        return vertices;
    }

    /** Where each exposure of a registry's export points; its visits have the same numbers. */
    private static Map<Long, Pointing> pointings(Path export) throws IOException {
        var pointings = new HashMap<Long, Pointing>();
        var fields = new HashMap<String, String>();
        for (var line : Files.readAllLines(export)) {
            var field = FIELD.matcher(line);
            if (field.matches()) {
                fields.put(field.group(1), field.group(2));
            }
            if (line.strip().startsWith("sky_angle:")) {
                pointings.put(
                        Long.valueOf(fields.get("id")),
                        new Pointing(
                                Double.parseDouble(fields.get("tracking_ra")),
                                Double.parseDouble(fields.get("tracking_dec")),
                                Double.parseDouble(fields.get("sky_angle"))));
            }
        }
        return pointings;
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
}
