package org.platebook.model.sky;

import org.platebook.model.failure.Refused;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads one text of shapes, word by word. */
final class RegionReader {

    private static final Set<String> PLACES =
            Set.of(
                    "BARYCENTER",
                    "GEOCENTER",
                    "HELIOCENTER",
                    "TOPOCENTER",
                    "UNKNOWNREFPOS",
                    "SPHERICAL2");
    private static final Set<String> OTHER_FRAMES =
            Set.of("FK4", "FK5", "J2000", "B1950", "GALACTIC", "ECLIPTIC", "GEO_C", "GEO_D");
    private static final Set<String> OTHER_FLAVOURS =
            Set.of("CARTESIAN1", "CARTESIAN2", "CARTESIAN3", "SPHERICAL3", "UNITSPHERE");

    private final String text;
    private final Deque<String> words;

    RegionReader(String text) {
        this.text = text;
        this.words =
                new ArrayDeque<>(
                        Arrays.stream(
                                        text.replace("(", " ( ")
                                                .replace(")", " ) ")
                                                .replace(',', ' ')
                                                .strip()
                                                .split("\\s+"))
                                .filter(word -> !word.isEmpty())
                                .toList());
    }

    Region read() {
        var shapes = shapes();
        if (!words.isEmpty()) {
            throw refused("it goes on after its end with " + words.peek());
        }
        return shapes.size() == 1 ? shapes.getFirst() : new Union(shapes);
    }

    private List<Region> shapes() {
        var shapes = new ArrayList<Region>();
        do {
            shapes.add(shape());
        } while (!words.isEmpty() && !words.peek().equals(")"));
        return shapes;
    }

    private Region shape() {
        if (words.isEmpty()) {
            throw refused("a shape is missing");
        }
        var label = words.remove();
        var kind = label.toUpperCase(Locale.ROOT);
        skipFrame();
        return switch (kind) {
            case "UNION" -> new Union(operands());
            case "INTERSECTION" -> new Intersection(operands());
            case "ALLSKY" -> Circle.full();
            case "CIRCLE" -> RegionArray.circle(numbers());
            case "POLYGON" -> RegionArray.polygon(numbers());
            case "RANGE" -> RegionArray.range(numbers());
            case "BOX" -> box(numbers());
            case "POSITION", "POINT" -> point(numbers());
            case "POSITIONINTERVAL" -> interval(numbers());
            default ->
                    throw refused(
                            "the shape "
                                    + label
                                    + " is not one of circle, polygon, range, box, position,"
                                    + " positioninterval, allsky, union, intersection");
        };
    }

    private List<Region> operands() {
        if (!"(".equals(words.poll())) {
            throw refused("a compound needs its parts in brackets");
        }
        var shapes = shapes();
        if (!")".equals(words.poll())) {
            throw refused("a bracket is not closed");
        }
        return shapes;
    }

    private void skipFrame() {
        while (!words.isEmpty() && isWord(words.peek())) {
            var word = words.peek().toUpperCase(Locale.ROOT);
            if (word.equals("UNIT")) {
                words.remove();
                checkUnit(words.isEmpty() ? "" : words.remove());
            } else if (word.equals("ICRS") || PLACES.contains(word)) {
                words.remove();
            } else if (OTHER_FRAMES.contains(word)) {
                throw new Refused(
                        SkyCode.REGION_FRAME,
                        "regions are in ICRS; %s is not taken: '%s'".formatted(word, text));
            } else if (OTHER_FLAVOURS.contains(word)) {
                throw new Refused(
                        SkyCode.REGION_FLAVOUR,
                        "regions have two spherical coordinates; %s is not taken: '%s'"
                                .formatted(word, text));
            } else {
                return;
            }
        }
    }

    private void checkUnit(String unit) {
        if (!unit.equalsIgnoreCase("deg")) {
            throw new Refused(
                    SkyCode.REGION_UNIT, "regions are in deg, not %s: '%s'".formatted(unit, text));
        }
    }

    private static boolean isWord(String word) {
        return Character.isLetter(word.charAt(0)) && !isNumber(word);
    }

    private double[] numbers() {
        var numbers = new ArrayList<Double>();
        while (!words.isEmpty() && isNumber(words.peek())) {
            numbers.add(number(words.remove()));
        }
        if (!words.isEmpty() && words.peek().equalsIgnoreCase("unit")) {
            words.remove();
            checkUnit(words.isEmpty() ? "" : words.remove());
        }
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static boolean isNumber(String word) {
        return word.matches("[-+]?(?i:inf|\\d+\\.?\\d*(e[-+]?\\d+)?|\\.\\d+(e[-+]?\\d+)?)");
    }

    private static double number(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(word);
        };
    }

    private Region box(double[] numbers) {
        check(numbers, 4, "a box needs ra, dec, width and height");
        return Box.around(Direction.ofDegrees(numbers[0], numbers[1]), numbers[2], numbers[3]);
    }

    private Region point(double[] numbers) {
        check(numbers, 2, "a position needs ra and dec");
        return Circle.ofDegrees(Direction.ofDegrees(numbers[0], numbers[1]), 0);
    }

    private Region interval(double[] numbers) {
        check(numbers, 4, "a positioninterval needs low ra and dec, then high ra and dec");
        return new Range(numbers[0], numbers[2], numbers[1], numbers[3]);
    }

    private void check(double[] numbers, int count, String need) {
        if (numbers.length != count) {
            throw refused(need + ", not " + numbers.length + " numbers");
        }
    }

    private Refused refused(String reason) {
        return new Refused(SkyCode.REGION_TEXT, "'%s' is no region: %s".formatted(text, reason));
    }
}
