package org.platebook.model.sky;

import static java.util.stream.Collectors.joining;

import org.platebook.model.failure.Refused;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Regions as text: STC-S (IVOA Note, STC-S 1.33), DALI's shapes and SIA 2.0's POS.
 *
 * <p>All numbers are decimal degrees in ICRS, written as short as they can be.
 */
public final class RegionText {

    private RegionText() {}

    /**
     * Reads STC-S, a DALI shape or the value of POS; several shapes in a row are their union.
     *
     * <p>The words do not mind their case. Frames: ICRS or none. A POSITION or POINT is a circle of
     * radius 0; a BOX has its centre, width and height, its sides along meridians and parallels; a
     * POSITIONINTERVAL its low and high longitude and latitude in pairs.
     *
     * @throws Refused when the text is not a region, or is one of another frame, flavour or unit
     */
    public static Region read(String text) {
        return new RegionReader(text).read();
    }

    /**
     * Writes STC-S, as in "POLYGON ICRS 10 20 10 21 11 21".
     *
     * @throws Refused when the region is empty, an ellipse, or a polygon of more than half the sky
     */
    public static String stcs(Region region) {
        return switch (region) {
            case Circle _ -> "CIRCLE ICRS " + numbers(region);
            case Polygon _ -> "POLYGON ICRS " + numbers(region);
            case Box box -> interval(box);
            case Range range -> interval(range.box());
            case Union union -> "UNION ICRS (" + parts(union.parts()) + ")";
            case Intersection intersection ->
                    "INTERSECTION ICRS (" + parts(intersection.parts()) + ")";
            case Ellipse _ ->
                    throw new Refused(SkyCode.REGION_TEXT, "an ellipse is not written as text");
        };
    }

    /** Parts of a compound take its frame, so they do not say theirs. */
    private static String parts(List<Region> parts) {
        return parts.stream()
                .map(RegionText::stcs)
                .map(text -> text.replaceFirst(" ICRS", ""))
                .collect(joining(" "));
    }

    private static String interval(Box box) {
        var bounds = RegionArray.of(box);
        return "POSITIONINTERVAL ICRS "
                + numbers(new double[] {bounds[0], bounds[2], bounds[1], bounds[3]});
    }

    /**
     * Writes a DALI shape, as in "circle 10 20 0.5"; a union as its parts in a row.
     *
     * @throws Refused when the region is empty, an ellipse, an intersection, or a polygon of more
     *     than half the sky
     */
    public static String dali(Region region) {
        return switch (region) {
            case Circle _ -> "circle " + numbers(region);
            case Polygon _ -> "polygon " + numbers(region);
            case Box _, Range _ -> "range " + numbers(region);
            case Union union -> union.parts().stream().map(RegionText::dali).collect(joining(" "));
            case Intersection _ ->
                    throw new Refused(SkyCode.REGION_TEXT, "an intersection is not a DALI shape");
            case Ellipse _ ->
                    throw new Refused(SkyCode.REGION_TEXT, "an ellipse is not a DALI shape");
        };
    }

    /**
     * Writes the value of SIA 2.0's POS, as in "CIRCLE 10 20 0.5".
     *
     * @throws Refused when the region is not one circle, range or polygon
     */
    public static String pos(Region region) {
        if (region instanceof Union) {
            throw new Refused(SkyCode.REGION_TEXT, "POS takes one shape; repeat it for a union");
        }
        var shape = dali(region);
        var label = shape.indexOf(' ');
        return shape.substring(0, label).toUpperCase(Locale.ROOT) + shape.substring(label);
    }

    private static String numbers(Region region) {
        return numbers(RegionArray.of(region));
    }

    private static String numbers(double[] numbers) {
        return Arrays.stream(numbers).mapToObj(Degrees::text).collect(joining(" "));
    }
}
