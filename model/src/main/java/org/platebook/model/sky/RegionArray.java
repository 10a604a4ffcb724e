package org.platebook.model.sky;

import org.platebook.model.failure.Refused;

import java.util.ArrayList;
import java.util.List;

/**
 * Regions as arrays of decimal degrees in ICRS: DALI's xtypes circle (ra, dec, radius), polygon
 * (ra, dec, ra, dec, ... counter-clockwise as seen on the sky) and range (west, east, south,
 * north).
 *
 * <p>The numbers written are the shortest decimals that mean the same. Polygons are read with
 * either order of vertices, the smaller part of the sky inside (SIA 2.0, section 2.1.1), so larger
 * ones are not written; a last vertex that repeats the first is left out.
 */
public final class RegionArray {

    private RegionArray() {}

    /**
     * Writes a circle as 3 numbers, a polygon as 6 or more, a box or range as 4.
     *
     * @throws Refused when the region is of another kind, empty, or a polygon of more than half the
     *     sky
     */
    public static double[] of(Region region) {
        return switch (region) {
            case Circle circle -> circle(circle);
            case Polygon polygon -> polygon(polygon);
            case Range range ->
                    new double[] {
                        range.westDeg(), range.eastDeg(), range.southDeg(), range.northDeg()
                    };
            case Box box -> box(box);
            case Ellipse _ -> throw unwritten("an ellipse");
            case Union _ -> throw unwritten("a union");
            case Intersection _ -> throw unwritten("an intersection");
        };
    }

    private static Refused unwritten(String kind) {
        return new Refused(
                SkyCode.REGION_ARRAY, kind + " has no form as an array of numbers; use STC-S text");
    }

    private static double[] circle(Circle circle) {
        if (circle.isEmpty()) {
            throw new Refused(SkyCode.REGION_EMPTY, "an empty circle has no numbers");
        }
        return new double[] {
            Decimals.shortestLonDeg(circle.centre()),
            Decimals.shortestLatDeg(circle.centre()),
            Math.min(180, Decimals.shortestDeg(circle.radiusRad()))
        };
    }

    private static double[] polygon(Polygon polygon) {
        if (polygon.areaSr() > Areas.SPHERE_SR / 2) {
            throw new Refused(
                    SkyCode.POLYGON_LARGE,
                    "a polygon of more than half the sky would be read as its complement: "
                            + polygon.areaDeg2()
                            + " square degrees");
        }
        var numbers = new double[2 * polygon.vertices().size()];
        for (int i = 0; i < numbers.length; i += 2) {
            numbers[i] = Decimals.shortestLonDeg(polygon.vertices().get(i / 2));
            numbers[i + 1] = Decimals.shortestLatDeg(polygon.vertices().get(i / 2));
        }
        return numbers;
    }

    private static double[] box(Box box) {
        if (box.isEmpty()) {
            throw new Refused(SkyCode.REGION_EMPTY, "an empty box has no numbers");
        }
        return new double[] {
            Decimals.shortestDeg(box.westRad()),
            Decimals.shortestDeg(box.eastRad()),
            Decimals.shortestDeg(box.southRad()),
            Decimals.shortestDeg(box.northRad())
        };
    }

    /** Reads ra, dec, radius. */
    public static Circle circle(double... numbers) {
        if (numbers.length != 3) {
            throw wrongCount("a circle", "3 numbers: ra, dec, radius", numbers.length);
        }
        return Circle.ofDegrees(Direction.ofDegrees(numbers[0], numbers[1]), numbers[2]);
    }

    /** Reads ra and dec in turn, three times or more. */
    public static Polygon polygon(double... numbers) {
        if (numbers.length < 6 || numbers.length % 2 == 1) {
            throw wrongCount("a polygon", "three or more pairs of ra and dec", numbers.length);
        }
        List<Direction> vertices = new ArrayList<>();
        for (int i = 0; i < numbers.length; i += 2) {
            vertices.add(Direction.ofDegrees(numbers[i], numbers[i + 1]));
        }
        if (vertices.size() > 3 && vertices.getFirst().equals(vertices.getLast())) {
            vertices.removeLast();
        }
        return Polygon.of(vertices);
    }

    /** Reads ra, dec. */
    public static Direction point(double... numbers) {
        if (numbers.length != 2) {
            throw wrongCount("a point", "2 numbers: ra, dec", numbers.length);
        }
        return Direction.ofDegrees(numbers[0], numbers[1]);
    }

    /** Reads west, east, south, north; infinite ones are open. */
    public static Range range(double... numbers) {
        if (numbers.length != 4) {
            throw wrongCount("a range", "4 numbers: west, east, south, north", numbers.length);
        }
        return new Range(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    private static Refused wrongCount(String kind, String expected, int count) {
        return new Refused(
                SkyCode.REGION_NUMBERS,
                "%s needs %s; here are %s".formatted(kind, expected, count));
    }
}
