package org.platebook.model.sky;

import org.platebook.model.failure.Refused;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A closed chain of great-circle edges that does not cross itself, its inside to the left as seen
 * from outside the sphere.
 */
final class Loop {

    /** A reference point at least this far from every edge is good for all questions. */
    private static final double WELL_INSIDE_RAD = 1e-9;

    private final List<Arc> arcs;
    private final Direction inside;
    private final Direction alsoInside;
    private final double roomRad;

    private Loop(List<Arc> arcs, Direction inside, Direction alsoInside, double roomRad) {
        this.arcs = arcs;
        this.inside = inside;
        this.alsoInside = alsoInside;
        this.roomRad = roomRad;
    }

    /**
     * Makes a loop of vertices.
     *
     * @throws Refused when there is no simple loop through them with an inside
     */
    static Loop of(List<Direction> vertices) {
        if (vertices.size() < 3) {
            throw new Refused(
                    SkyCode.POLYGON_VERTICES,
                    "a polygon needs at least 3 vertices, not " + vertices.size());
        }
        var arcs = edges(distinct(vertices));
        for (int i = 0; i < arcs.size(); i++) {
            for (int j = i + 1; j < arcs.size(); j++) {
                checkApart(arcs, i, j);
            }
        }
        return withReference(arcs);
    }

    /** The vertices without those that fall on the one before. */
    private static List<Direction> distinct(List<Direction> vertices) {
        var distinct = new ArrayList<Direction>(vertices.size());
        var previous = vertices.getLast();
        for (var vertex : vertices) {
            if (vertex.equals(previous)) {
                throw new Refused(
                        SkyCode.POLYGON_REPEATED,
                        "a polygon's vertices must differ from their neighbours, but %s comes twice"
                                .formatted(Decimals.degrees(vertex)));
            }
            if (!isSame(vertex, previous)) {
                distinct.add(vertex);
            }
            previous = vertex;
        }
        if (distinct.size() < 3) {
            throw flat();
        }
        return distinct;
    }

    private static boolean isSame(Direction one, Direction other) {
        return one.squaredChord(other) <= Region.BOUNDARY_RAD * Region.BOUNDARY_RAD;
    }

    private static List<Arc> edges(List<Direction> vertices) {
        var arcs = new ArrayList<Arc>(vertices.size());
        var from = vertices.getLast();
        for (var to : vertices) {
            if (isSame(from, to.antipode())) {
                throw new Refused(
                        SkyCode.POLYGON_ANTIPODAL,
                        "neighbouring vertices %s and %s are opposite, so the edge is not determined"
                                .formatted(Decimals.degrees(from), Decimals.degrees(to)));
            }
            arcs.add(Arc.edge(from, to));
            from = to;
        }
        return arcs;
    }

    private static void checkApart(List<Arc> arcs, int i, int j) {
        var one = arcs.get(i);
        var other = arcs.get(j);
        if (isSame(one.start(), other.start())) {
            throw new Refused(
                    SkyCode.POLYGON_TOUCHES,
                    "a polygon may pass each vertex once, but comes to %s twice"
                            .formatted(Decimals.degrees(one.start())));
        }
        var neighbours = j == i + 1 || (i == 0 && j == arcs.size() - 1);
        if (!neighbours && cross(one, other)) {
            throw new Refused(
                    SkyCode.POLYGON_CROSSES,
                    "a polygon's edges must not cross, but those from %s and from %s do"
                            .formatted(
                                    Decimals.degrees(one.start()),
                                    Decimals.degrees(other.start())));
        }
    }

    /** Whether two edges cross by more than the width of a boundary. */
    private static boolean cross(Arc one, Arc other) {
        return straddles(one, other) && straddles(other, one) && !one.meets(other).isEmpty();
    }

    private static boolean straddles(Arc one, Arc other) {
        var from = one.axis().dot(other.start());
        var to = one.axis().dot(other.end());
        return Math.min(Math.abs(from), Math.abs(to)) > Region.BOUNDARY_RAD && from > 0 != to > 0;
    }

    /** Finds a point inside: beside the middle of an edge, half way to whatever comes next. */
    private static Loop withReference(List<Arc> arcs) {
        Arc best = arcs.getFirst();
        double bestRoom = 0;
        for (var arc :
                arcs.stream()
                        .sorted(Comparator.comparingDouble(Arc::lengthRad).reversed())
                        .toList()) {
            var middle = arc.at(arc.lengthRad() / 2);
            double room = 1;
            for (var other : arcs) {
                if (other != arc) {
                    room = Math.min(room, other.distanceRad(middle));
                }
            }
            if (room > bestRoom) {
                best = arc;
                bestRoom = room;
            }
            if (bestRoom > WELL_INSIDE_RAD) {
                break;
            }
        }
        if (bestRoom < 2 * Region.BOUNDARY_RAD) {
            throw flat();
        }
        return new Loop(
                List.copyOf(arcs),
                beside(best, bestRoom / 2),
                beside(best, bestRoom / 4),
                bestRoom);
    }

    private static Refused flat() {
        return new Refused(
                SkyCode.POLYGON_FLAT, "a polygon's vertices must not all lie on one great circle");
    }

    private static Direction beside(Arc arc, double angleRad) {
        var middle = arc.at(arc.lengthRad() / 2);
        return middle.vector()
                .times(Math.cos(angleRad))
                .plus(arc.axis().vector().times(Math.sin(angleRad)))
                .direction();
    }

    List<Arc> arcs() {
        return arcs;
    }

    /** 1 inside, 0 on an edge, -1 outside. */
    int side(Direction direction) {
        for (var arc : arcs) {
            if (arc.holds(direction)) {
                return 0;
            }
        }
        var reference =
                inside.antipode().separationRad(direction) > roomRad / 8 ? inside : alsoInside;
        return isCutEvenly(direction, reference) ? 1 : -1;
    }

    /**
     * Whether the way from one direction to another crosses the loop an even number of times. A
     * vertex on the way's great circle counts as on its left, so that it is crossed once or not at
     * all.
     */
    private boolean isCutEvenly(Direction from, Direction to) {
        if (from.equals(to)) {
            return true;
        }
        var normal = from.cross(to);
        var even = true;
        for (var arc : arcs) {
            var start = normal.dot(arc.start());
            var end = normal.dot(arc.end());
            if (start >= 0 != end >= 0) {
                var crossing =
                        arc.start()
                                .vector()
                                .times(Math.abs(end))
                                .plus(arc.end().vector().times(Math.abs(start)));
                even ^=
                        normal.cross(from.vector()).dot(crossing) > 0
                                && crossing.cross(to.vector()).dot(normal) > 0;
            }
        }
        return even;
    }

    /** Whether no vertex turns away from the inside; of a loop smaller than half of the sky. */
    boolean isConvex() {
        for (int i = 0; i < arcs.size(); i++) {
            var arc = arcs.get(i);
            var next = arcs.get((i + 1) % arcs.size());
            if (arc.axis().dot(next.end()) < -Region.BOUNDARY_RAD) {
                return false;
            }
        }
        return true;
    }

    double areaSr() {
        var runs = arcs.stream().map(arc -> new Areas.Run(arc, 0, arc.lengthRad(), 1)).toList();
        return Areas.within(runs, point -> side(point) >= 0);
    }

    /** Half the sum of the edges' axes times their lengths is the area's first moment (Stokes). */
    Direction centroid() {
        var sum = new Vector(0, 0, 0);
        for (var arc : arcs) {
            sum = sum.plus(arc.axis().vector().times(arc.lengthRad()));
        }
        return sum.norm() > Region.BOUNDARY_RAD ? sum.direction() : inside;
    }
}
