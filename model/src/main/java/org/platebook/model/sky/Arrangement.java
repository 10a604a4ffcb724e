package org.platebook.model.sky;

import org.platebook.model.failure.Refused;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Several simple regions laid over each other, their boundaries cut where they meet.
 *
 * <p>No point of a region is ever sampled blindly: what is asked of the region is decided on the
 * meeting points and on the pieces of boundary between them, each of which has one answer all
 * along.
 */
final class Arrangement {

    /** Pieces shorter than this many boundary widths have no middle worth asking. */
    private static final double SHORTEST_PIECE = 4 * Region.BOUNDARY_RAD;

    private final List<Outline> outlines;
    private final Shape shape;

    private Arrangement(List<Outline> outlines, Shape shape) {
        this.outlines = outlines;
        this.shape = shape;
    }

    static boolean overlap(Region one, Region other) {
        var outlines = new ArrayList<Outline>();
        var both = new Shape.All(List.of(shape(one, outlines), shape(other, outlines)));
        var here = one.boundingCircle();
        var there = other.boundingCircle();
        if (here.isEmpty()
                || there.isEmpty()
                || here.centre().separationRad(there.centre())
                        > here.radiusRad() + there.radiusRad() + 2 * Region.BOUNDARY_RAD) {
            return false;
        }
        return new Arrangement(outlines, both).hasPoint();
    }

    static boolean contains(Region outer, Region inner) {
        var outlines = new ArrayList<Outline>();
        var inside = shape(inner, outlines);
        var outside = new Shape.Not(shape(outer, outlines));
        return !new Arrangement(outlines, new Shape.All(List.of(inside, outside))).hasInside();
    }

    static double areaSr(Region region) {
        var outlines = new ArrayList<Outline>();
        var shape = shape(region, outlines);
        return new Arrangement(outlines, shape).areaSr();
    }

    private static Shape shape(Region region, List<Outline> outlines) {
        return switch (region) {
            case Circle circle -> simple(circle.outline(), outlines);
            case Polygon polygon -> simple(polygon.outline(), outlines);
            case Box box -> simple(box.outline(), outlines);
            case Range range -> simple(range.box().outline(), outlines);
            case Ellipse _ ->
                    throw new Refused(
                            SkyCode.ELLIPSE_PREDICATE,
                            "an ellipse can be stored, written and asked for directions in it,"
                                    + " but not compared with other regions: give a polygon"
                                    + " around it instead");
            case Union union -> new Shape.Any(shapes(union.parts(), outlines));
            case Intersection intersection -> new Shape.All(shapes(intersection.parts(), outlines));
        };
    }

    private static Shape simple(Outline outline, List<Outline> outlines) {
        outlines.add(outline);
        return new Shape.Simple(outlines.size() - 1);
    }

    private static List<Shape> shapes(List<Region> parts, List<Outline> outlines) {
        return parts.stream().map(part -> shape(part, outlines)).toList();
    }

    /**
     * Whether any point belongs; the shape must be one without Not. Each connected part of a closed
     * region has, on its boundary, a meeting point or the whole of some outline's boundary.
     */
    private boolean hasPoint() {
        if (hasNoArcs()) {
            return anywhere();
        }
        for (int i = 0; i < outlines.size(); i++) {
            for (var arc : outlines.get(i).arcs()) {
                if (holdsAt(arc.start(), i, i)) {
                    return true;
                }
            }
        }
        for (int i = 0; i < outlines.size(); i++) {
            for (int j = i + 1; j < outlines.size(); j++) {
                if (holdsWhereTheyMeet(i, j)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean holdsWhereTheyMeet(int one, int other) {
        for (var here : outlines.get(one).arcs()) {
            for (var there : outlines.get(other).arcs()) {
                for (var point : here.meets(there)) {
                    if (holdsAt(point, one, other)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Whether a point that lies on two of the outlines belongs. */
    private boolean holdsAt(Direction point, int one, int other) {
        var in = new BitSet(outlines.size());
        for (int k = 0; k < outlines.size(); k++) {
            in.set(k, k == one || k == other || outlines.get(k).side(point) >= 0);
        }
        return shape.holds(in);
    }

    private boolean hasNoArcs() {
        return outlines.stream().allMatch(outline -> outline.arcs().isEmpty());
    }

    private boolean anywhere() {
        var pole = new Direction(0, 0, 1);
        var in = new BitSet(outlines.size());
        for (int k = 0; k < outlines.size(); k++) {
            in.set(k, outlines.get(k).side(pole) >= 0);
        }
        return shape.holds(in);
    }

    /** Whether the region has more than boundary; each of its parts lies beside some piece. */
    private boolean hasInside() {
        if (hasNoArcs()) {
            return anywhere();
        }
        for (int i = 0; i < outlines.size(); i++) {
            for (var arc : outlines.get(i).arcs()) {
                for (var piece : pieces(i, arc)) {
                    var sides = sides(i, piece);
                    if (shape.holds(sides.left()) || shape.holds(sides.right())) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private double areaSr() {
        if (hasNoArcs()) {
            return anywhere() ? Areas.SPHERE_SR : 0;
        }
        var boundary = new ArrayList<Areas.Run>();
        for (int i = 0; i < outlines.size(); i++) {
            for (var arc : outlines.get(i).arcs()) {
                for (var piece : pieces(i, arc)) {
                    var sides = sides(i, piece);
                    var left = shape.holds(sides.left());
                    if (left != shape.holds(sides.right()) && !sides.isRepeated()) {
                        boundary.add(new Areas.Run(arc, piece.from(), piece.to(), left ? 1 : -1));
                    }
                }
            }
        }
        if (boundary.isEmpty()) {
            return holdsAt(
                            outlines.stream()
                                    .flatMap(o -> o.arcs().stream())
                                    .findFirst()
                                    .orElseThrow()
                                    .axis(),
                            -1,
                            -1)
                    ? Areas.SPHERE_SR
                    : 0;
        }
        return Areas.within(boundary, point -> holdsAt(point, -1, -1));
    }

    /** A piece of an arc that no other outline cuts. */
    private record Piece(Arc arc, double from, double to) {
        Direction middle() {
            return arc.at((from + to) / 2);
        }
    }

    private List<Piece> pieces(int owner, Arc arc) {
        var cuts = new ArrayList<Double>();
        for (int j = 0; j < outlines.size(); j++) {
            if (j != owner) {
                for (var other : outlines.get(j).arcs()) {
                    for (var point : arc.meets(other)) {
                        cuts.add(Math.min(arc.angleOf(point), arc.lengthRad()));
                    }
                }
            }
        }
        cuts.add(arc.lengthRad());
        var sorted = cuts.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        var pieces = new ArrayList<Piece>();
        var shortest = SHORTEST_PIECE / Math.max(Math.sin(arc.radiusRad()), 1e-6);
        double from = 0;
        for (var cut : sorted) {
            if (cut - from > shortest) {
                pieces.add(new Piece(arc, from, cut));
                from = cut;
            }
        }
        if (pieces.isEmpty()) {
            pieces.add(new Piece(arc, 0, arc.lengthRad()));
        }
        return pieces;
    }

    /** In which outlines the ground left (axis' side) and right of a piece lies. */
    private record Sides(BitSet left, BitSet right, boolean isRepeated) {}

    private Sides sides(int owner, Piece piece) {
        var left = new BitSet(outlines.size());
        var right = new BitSet(outlines.size());
        var repeated = false;
        var middle = piece.middle();
        left.set(owner);
        right.set(owner, outlines.get(owner).isThin());
        for (int k = 0; k < outlines.size(); k++) {
            if (k == owner) {
                continue;
            }
            var side = outlines.get(k).side(middle);
            var sense = side == 0 ? sense(owner, piece.arc(), middle, outlines.get(k)) : 0;
            left.set(k, side > 0 || (side == 0 && sense >= 0));
            right.set(k, side > 0 || (side == 0 && sense <= 0));
            repeated |= sense != 0 && k < owner;
        }
        return new Sides(left, right, repeated);
    }

    /**
     * Whether an outline that runs along a piece has its inside on the same side (1), on the other
     * (-1), or does not run along it or bounds a thin region (0).
     */
    private int sense(int owner, Arc arc, Direction middle, Outline outline) {
        if (outlines.get(owner).isThin() || outline.isThin()) {
            return 0;
        }
        return outline.arcs().stream()
                .filter(other -> other.distanceRad(middle) <= 2 * Region.BOUNDARY_RAD)
                .mapToDouble(other -> inward(arc, middle).dot(inward(other, middle)))
                .mapToInt(cosine -> (int) Math.signum(cosine))
                .findFirst()
                .orElse(0);
    }

    private static Vector inward(Arc arc, Direction at) {
        return arc.axis().vector().minus(at.vector().times(arc.axis().dot(at)));
    }
}
