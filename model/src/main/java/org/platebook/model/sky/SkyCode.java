package org.platebook.model.sky;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of directions and regions. */
public enum SkyCode implements FailureCode {
    DIRECTION_LONGITUDE(
            "direction.longitude", "a longitude is no finite number", "give one that is"),
    DIRECTION_LATITUDE(
            "direction.latitude",
            "a latitude is beyond a pole",
            "give degrees from -90 to 90, after the longitude"),
    DIRECTION_UNIT(
            "direction.unit", "a vector that should have length 1 has another", "normalise it"),
    DIRECTION_ZERO("direction.zero", "a vector of length 0 points nowhere", "give another"),
    CIRCLE_RADIUS("circle.radius", "a radius is not from 0 to 180 degrees", "correct it"),
    CIRCLE_CHORD(
            "circle.chord",
            "a circle's radius and squared chord do not say the same",
            "give one of them, and let the other be computed"),
    BOX_LONGITUDE(
            "box.longitude",
            "the longitudes of a box are not finite or out of range",
            "correct them"),
    BOX_LATITUDE(
            "box.latitude",
            "the latitudes of a box fall, or are beyond a pole",
            "give the southern one first"),
    BOX_SIZE("box.size", "the width or height of a box is negative", "give 0 or more degrees"),
    RANGE_LONGITUDE(
            "range.longitude",
            "a longitude of a range is no number",
            "only the first may be `-Inf`, only the last `+Inf`"),
    RANGE_LATITUDE(
            "range.latitude",
            "the latitudes of a range fall, or are beyond a pole",
            "give the southern one first"),
    POLYGON_VERTICES("polygon.vertices", "a polygon has fewer than 3 vertices", "give 3 or more"),
    POLYGON_REPEATED("polygon.repeated", "two neighbouring vertices are the same", "leave one out"),
    POLYGON_ANTIPODAL(
            "polygon.antipodal",
            "two neighbouring vertices are opposite, so that no edge is the shortest",
            "put a vertex between them"),
    POLYGON_TOUCHES(
            "polygon.touches", "a polygon comes to one vertex twice", "split it into two polygons"),
    POLYGON_CROSSES(
            "polygon.crosses", "two edges cross", "put the vertices in order around the region"),
    POLYGON_FLAT("polygon.flat", "all vertices lie on one great circle", "add one that does not"),
    POLYGON_LARGE(
            "polygon.large",
            "a polygon of more than half the sky would be read as its complement",
            "write it as several smaller ones"),
    ELLIPSE_ROTATION("ellipse.rotation", "the rotation of an ellipse has not 9 numbers", "give 9"),
    ELLIPSE_PREDICATE(
            "ellipse.predicate",
            "an ellipse cannot be compared with other regions",
            "use a polygon around it"),
    HULL_POINTS(
            "hull.points",
            "a convex hull is asked of fewer than 3 different directions",
            "give 3 or more"),
    HULL_HEMISPHERE(
            "hull.hemisphere",
            "the directions of a convex hull fill half of the sky or more",
            "make several hulls"),
    HULL_FLAT(
            "hull.flat",
            "the directions lie on one great circle and have no convex hull",
            "add one that does not"),
    REGION_EMPTY("region.empty", "an empty region has no centre and no numbers", "leave it null"),
    REGION_TEXT(
            "region.text",
            "a text is no region, or a region has no such text",
            "write it as in `CIRCLE ICRS 10 20 0.5`; ellipses have no text"),
    REGION_FRAME("region.frame", "a region is in another frame than ICRS", "convert it"),
    REGION_FLAVOUR(
            "region.flavour",
            "a region has other coordinates than two spherical ones",
            "convert it"),
    REGION_UNIT("region.unit", "a region is in another unit than degrees", "convert it"),
    REGION_NUMBERS(
            "region.numbers",
            "an array has the wrong count of numbers for its shape",
            "circle 3, polygon 6 or more and even, range 4"),
    REGION_ARRAY("region.array", "this kind of region has no form as an array", "use text"),
    SPHGEOM_BYTES(
            "sphgeom.bytes",
            "bytes are not a region as Butler stores it",
            "see that they are whole, and hexadecimal or base64 as said"),
    SPHGEOM_CONVEX(
            "sphgeom.convex",
            "Butler's form knows only convex polygons",
            "split the polygon, or use its convex hull");

    private final Explanation explanation;

    SkyCode(String code, String means, String remedy) {
        this.explanation = new Explanation(FailureKind.REFUSED, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
