package org.platebook.model.camera;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Reads the table of a camera's geometry that build/geometry/cameras.py made: a keyword and its
 * values on each line.
 *
 * <pre>
 * plate-scale      arcsec/mm
 * parity           same or flipped
 * field-angle      radial, then "radians" or "plate-scale" (what a result of 1 stands for), then
 *                  the coefficients; or polynomial, its order, mm of its arguments' unit, arcsec of
 *                  its results' unit
 * polynomial-x     coefficients
 * polynomial-y     coefficients
 * sensor           name, width, height, pixel in mm, pixel coordinates of its centre
 * detector         id, name, raft (or -), name in raft, purpose, sensor, x, y in mm, yaw in degrees,
 *                  serial number
 * </pre>
 */
final class CameraFile {

    private static final double ARCSEC = Math.PI / 180 / 3600;

    private CameraFile() {}

    static Camera read(String name) {
        try (var resource = CameraFile.class.getResourceAsStream(name + ".txt")) {
            return parse(name, Objects.requireNonNull(resource, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Camera parse(String name, InputStream resource) throws IOException {
        var settings = new HashMap<String, List<String>>();
        var sensors = new HashMap<String, Sensor>();
        var detectors = new ArrayList<Detector>();
        var text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        for (var line : text.lines().filter(line -> !line.startsWith("#")).toList()) {
            var words = Arrays.asList(line.split(" ", -1));
            var values = words.subList(1, words.size());
            switch (words.getFirst()) {
                case "sensor" -> sensors.put(values.getFirst(), sensor(values));
                case "detector" -> detectors.add(detector(values, sensors));
                default -> settings.put(words.getFirst(), values);
            }
        }
        double plateScale = Double.parseDouble(required(settings, "plate-scale").getFirst());
        return new Camera(
                name,
                plateScale,
                Parity.valueOf(required(settings, "parity").getFirst().toUpperCase(Locale.ROOT)),
                fieldAngle(settings, plateScale),
                detectors);
    }

    private static Sensor sensor(List<String> values) {
        return new Sensor(
                values.get(0),
                Integer.parseInt(values.get(1)),
                Integer.parseInt(values.get(2)),
                Double.parseDouble(values.get(3)),
                Double.parseDouble(values.get(4)),
                Double.parseDouble(values.get(5)));
    }

    private static Detector detector(List<String> values, Map<String, Sensor> sensors) {
        return new Detector(
                Integer.parseInt(values.get(0)),
                values.get(1),
                values.get(2).equals("-") ? null : values.get(2),
                values.get(3),
                Purpose.valueOf(values.get(4).toUpperCase(Locale.ROOT)),
                Objects.requireNonNull(sensors.get(values.get(5))),
                Double.parseDouble(values.get(6)),
                Double.parseDouble(values.get(7)),
                Double.parseDouble(values.get(8)),
                values.get(9));
    }

    private static FieldAngle fieldAngle(Map<String, List<String>> settings, double plateScale) {
        var values = required(settings, "field-angle");
        if (values.getFirst().equals("radial")) {
            double unit = values.get(1).equals("radians") ? 1 : plateScale * ARCSEC;
            var coefficients = numbers(values.subList(2, values.size()));
            return new FieldAngle.Radial(coefficients.stream().map(c -> c * unit).toList());
        }
        return new FieldAngle.Polynomial(
                Integer.parseInt(values.get(1)),
                Double.parseDouble(values.get(2)),
                Double.parseDouble(values.get(3)) * ARCSEC,
                numbers(required(settings, "polynomial-x")),
                numbers(required(settings, "polynomial-y")));
    }

    private static List<Double> numbers(List<String> words) {
        return words.stream().map(Double::valueOf).toList();
    }

    private static List<String> required(Map<String, List<String>> settings, String keyword) {
        return Objects.requireNonNull(settings.get(keyword), keyword);
    }
}
