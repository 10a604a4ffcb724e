package org.platebook.intake.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.platebook.intake.camera.known.KnownCameras;
import org.platebook.intake.correction.CorrectionFiles;
import org.platebook.intake.correction.Corrections;
import org.platebook.intake.header.HeaderFiles;
import org.platebook.model.sky.Direction;
import org.platebook.model.time.AltAz;
import org.platebook.model.time.EarthLocation;
import org.platebook.testkit.TestData;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Real headers of many cameras against what their observatories read in them. */
class ExpectedTranslationsTest {

    private static final double RELATIVE = 1e-9;
    private static final double ANGLE_DEG = 1e-9;

    private static final Set<String> INSTRUCTIONS = Set.of("wcs_params", "check_altaz");

    private final JsonMapper mapper = JsonMapper.shared();

    @TestFactory
    Stream<DynamicTest> a_header_says_what_its_observatory_reads_in_it() throws Exception {
        var headers = TestData.require("consdb/headers");
        var corrections = corrections(headers);
        var expected =
                mapper.readTree(Files.readString(headers.resolve("expected_translations.json")));
        return expected.properties().stream()
                .map(
                        entry ->
                                DynamicTest.dynamicTest(
                                        entry.getKey(),
                                        () ->
                                                check(
                                                        file(headers, entry.getKey()),
                                                        corrections,
                                                        entry.getValue().get("expected"))));
    }

    private static Corrections corrections(Path headers) {
        var origin = new CorrectionFiles.Origin("obs_lsst", "test", Instant.EPOCH);
        return Corrections.of(
                CorrectionFiles.read(
                        headers.resolve("obs_lsst_corrections.jsonl"), Set.of(), origin));
    }

    private static Path file(Path headers, String name) {
        var rubin = headers.resolve("obs_lsst").resolve(name);
        return Files.exists(rubin)
                ? rubin
                : headers.resolve("astro_metadata_translator").resolve(name);
    }

    private void check(Path file, Corrections corrections, JsonNode expected) {
        var header = HeaderFiles.read(file).observation();
        var camera = KnownCameras.all().of(header);
        var observation = CameraSpecializations.translate(header, camera, corrections);
        var found = mapper.readTree(ObservationJson.line(file.toString(), observation));
        var all = new SoftAssertions();
        for (var property : expected.properties()) {
            if (!INSTRUCTIONS.contains(property.getKey())) {
                all.check(() -> compare(property, found, observation));
            }
        }
        if (expected.has("wcs_params")
                && expected.get("observation_type").stringValue().equals("science")) {
            all.check(() -> assertPointing(expected.get("wcs_params"), observation));
        }
        if (expected.has("check_altaz")) {
            all.check(() -> assertThat(observation.get(Property.ALTAZ_BEGIN)).isPresent());
        }
        all.assertAll();
    }

    private static void compare(
            Map.Entry<String, JsonNode> expected, JsonNode found, Observation observation) {
        var name = expected.getKey();
        var value = expected.getValue();
        if (!found.has(name)) {
            // A card of the corrected header, not a property.
            assertThat(observation.header().corrected().number(name).orNull())
                    .as(name)
                    .isCloseTo(value.doubleValue(), within(ANGLE_DEG));
            return;
        }
        var answer = found.get(name);
        if (value.isNull() || answer.isNull()) {
            assertThat(answer).as(name).isEqualTo(value);
        } else if (value.has("value")) {
            assertThat(answer.get("unit").stringValue())
                    .as(name + " unit")
                    .isEqualTo(symbol(value.get("unit").stringValue()));
            assertNumber(name, answer.get("value"), value.get("value").doubleValue());
        } else if (value.has("seconds")) {
            assertNumber(name, answer.get("seconds"), number(value.get("seconds")));
        } else if (value.has("expr")) {
            assertThat(answer.get("unit").stringValue()).isEqualTo("mmHg");
            assertNumber(name, answer.get("value"), number(value));
        } else if (value.isFloatingPointNumber()) {
            assertNumber(name, answer, value.doubleValue());
        } else {
            assertThat(answer).as(name).isEqualTo(value);
        }
    }

    /**
     * The list writes one unit in two ways, both of them astropy's; Platebook always writes one.
     */
    private static String symbol(String unit) {
        return unit.equals("degree") ? "deg" : unit;
    }

    /** Position on the sky, direction above the horizon and airmass must tell of one place. */
    private static void assertPointing(JsonNode parameters, Observation observation) {
        var limits = parameters.get("expr").stringValue();
        var radec = observation.get(Property.TRACKING_RADEC).orElseThrow();
        var altaz = observation.get(Property.ALTAZ_BEGIN).orElseThrow();
        var site = observation.get(Property.LOCATION).orElseThrow();
        var begin = observation.get(Property.DATETIME_BEGIN).orElseThrow();
        var computed =
                AltAz.of(
                        Direction.ofDegrees(radec.raDeg(), radec.decDeg()),
                        begin,
                        new EarthLocation(site.longitudeDeg(), site.latitudeDeg()));
        assertThat(60 * separationDeg(altaz, computed))
                .as("arcmin between tracking_radec and altaz_begin")
                .isBetween(limit(limits, "min_sep", 0), limit(limits, "max_sep", 1));
        assertThat(observation.get(Property.BORESIGHT_AIRMASS).orElseThrow())
                .as("airmass")
                .isCloseTo(
                        1 / Math.sin(Math.toRadians(altaz.altitudeDeg())),
                        within(limit(limits, "amdelta", 0.01)));
    }

    private static double separationDeg(HorizontalPosition told, AltAz computed) {
        double a = Math.toRadians(told.altitudeDeg());
        double b = Math.toRadians(computed.altitudeDeg());
        double turn = Math.toRadians(told.azimuthDeg() - computed.azimuthDeg());
        return Math.toDegrees(
                Math.acos(
                        Math.min(
                                1,
                                Math.sin(a) * Math.sin(b)
                                        + Math.cos(a) * Math.cos(b) * Math.cos(turn))));
    }

    private static double limit(String limits, String name, double otherwise) {
        var found = Pattern.compile(name + "=([\\d.]+)").matcher(limits);
        return found.find() ? Double.parseDouble(found.group(1)) : otherwise;
    }

    private static void assertNumber(String name, JsonNode found, double expected) {
        assertThat(found.doubleValue())
                .as(name)
                .isCloseTo(expected, within(Math.max(1e-12, Math.abs(expected) * RELATIVE)));
    }

    /** A number, or the product that the expectation is written as. */
    private static double number(JsonNode value) {
        if (value.isNumber()) {
            return value.doubleValue();
        }
        double product = 1;
        for (var factor : value.get("expr").stringValue().split("\\*", -1)) {
            product *= factor.contains("mmHg") ? 1 : Double.parseDouble(factor.strip());
        }
        return product;
    }
}
