package org.platebook.model.sky;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a circle on the sphere, run counter-clockwise about its axis as seen from outside, so
 * that what it bounds lies on the axis' side.
 */
final class Arc {

    static final double FULL = 2 * Math.PI;

    private static final double PARALLEL = 1e-14;

    private final Direction axis;
    private final double radiusRad;
    private final double sinRadius;
    private final double cosRadius;
    private final double squaredChord;
    private final Vector first;
    private final Vector second;
    private final double lengthRad;
    private final Direction start;
    private final Direction end;

    /**
     * @param axis middle of the circle
     * @param radiusRad radius of the circle, 0 to π
     * @param start where the arc begins, on the circle
     * @param lengthRad angle about the axis, 0 to 2π
     */
    Arc(Direction axis, double radiusRad, Direction start, double lengthRad) {
        this(axis, radiusRad, start, lengthRad, start);
    }

    private Arc(
            Direction axis,
            double radiusRad,
            Direction start,
            double lengthRad,
            Direction knownEnd) {
        this.axis = axis;
        this.radiusRad = radiusRad;
        this.sinRadius = Math.sin(radiusRad);
        this.cosRadius = radiusRad == Math.PI / 2 ? 0 : Math.cos(radiusRad);
        var halfSine = Math.sin(radiusRad / 2);
        this.squaredChord = 4 * halfSine * halfSine;
        this.start = start;
        this.lengthRad = lengthRad;
        var across = start.vector().minus(axis.vector().times(axis.dot(start)));
        this.first =
                across.norm() > 0 && sinRadius > 0
                        ? across.direction().vector()
                        : axis.perpendicular().vector();
        this.second = axis.vector().cross(first);
        this.end = !knownEnd.equals(start) || lengthRad == FULL ? knownEnd : at(lengthRad);
    }

    /** The shorter great-circle arc between two directions that are neither equal nor opposite. */
    static Arc edge(Direction from, Direction to) {
        var axis = from.cross(to).direction();
        return new Arc(axis, Math.PI / 2, from, from.separationRad(to), to);
    }

    /** The whole circle of a radius about an axis. */
    static Arc circle(Direction axis, double radiusRad) {
        var start =
                axis.vector()
                        .times(Math.cos(radiusRad))
                        .plus(axis.perpendicular().vector().times(Math.sin(radiusRad)))
                        .direction();
        return new Arc(axis, radiusRad, start, FULL);
    }

    Direction axis() {
        return axis;
    }

    double radiusRad() {
        return radiusRad;
    }

    double lengthRad() {
        return lengthRad;
    }

    Direction start() {
        return start;
    }

    Direction end() {
        return end;
    }

    boolean isGreat() {
        return cosRadius == 0;
    }

    boolean isFull() {
        return lengthRad == FULL;
    }

    /** The point an angle about the axis after the start. */
    Direction at(double angleRad) {
        return axis.vector()
                .times(cosRadius)
                .plus(first.times(sinRadius * Math.cos(angleRad)))
                .plus(second.times(sinRadius * Math.sin(angleRad)))
                .direction();
    }

    /** Angle about the axis from the start to a direction, [0, 2π). */
    double angleOf(Direction direction) {
        var angle = Math.atan2(second.dot(direction), first.dot(direction));
        return angle < 0 ? Math.min(angle + FULL, Math.nextDown(FULL)) : angle;
    }

    /** Angle from the circle (not the arc) in radians, positive on the axis' side. */
    double insideRad(Direction direction) {
        if (isGreat()) {
            return Math.asin(Math.clamp(axis.dot(direction), -1, 1));
        }
        return radiusRad - axis.separationRad(direction);
    }

    /** Whether a direction that lies on the circle lies on this arc. */
    boolean spans(Direction direction) {
        if (isFull()) {
            return true;
        }
        var tolerance = Region.BOUNDARY_RAD / Math.max(sinRadius, Region.BOUNDARY_RAD);
        var angle = angleOf(direction);
        return angle <= lengthRad + tolerance || angle >= FULL - tolerance;
    }

    /** Whether a direction lies on this arc. */
    boolean holds(Direction direction) {
        return (Math.abs(insideRad(direction)) <= Region.BOUNDARY_RAD && spans(direction))
                || start.squaredChord(direction) <= Region.BOUNDARY_RAD * Region.BOUNDARY_RAD;
    }

    /** Angle from a direction to the nearest point of this arc, in radians. */
    double distanceRad(Direction direction) {
        if (spans(direction)) {
            return Math.abs(insideRad(direction));
        }
        return Math.min(start.separationRad(direction), end.separationRad(direction));
    }

    /** Whether another arc lies on the same circle, run in whichever sense. */
    boolean sharesCircle(Arc other) {
        var same =
                axis.dot(other.axis) > 0
                        ? Math.abs(radiusRad - other.radiusRad)
                        : Math.abs(radiusRad + other.radiusRad - Math.PI);
        return same <= Region.BOUNDARY_RAD && axis.cross(other.axis).norm() <= Region.BOUNDARY_RAD;
    }

    /** Where this arc meets another; of arcs of one circle, the ends that lie on the other arc. */
    List<Direction> meets(Arc other) {
        if (isGreat() && other.isGreat()) {
            return lengthRad >= other.lengthRad ? meetsGreat(other) : other.meetsGreat(this);
        }
        return sharesCircle(other) ? sharedEnds(other) : meetsCircle(other);
    }

    private List<Direction> sharedEnds(Arc other) {
        var found = new ArrayList<Direction>(4);
        addIfSpanned(found, other.start, this);
        addIfSpanned(found, other.end, this);
        addIfSpanned(found, start, other);
        addIfSpanned(found, end, other);
        return found;
    }

    private static void addIfSpanned(List<Direction> found, Direction point, Arc arc) {
        if (arc.spans(point)) {
            found.add(point);
        }
    }

    /** Both great; this is the longer, so that its plane is the better known. */
    private List<Direction> meetsGreat(Arc shorter) {
        if (shorter.lengthRad >= Math.PI) {
            return sharesCircle(shorter) ? sharedEnds(shorter) : meetsCircle(shorter);
        }
        var from = axis.dot(shorter.start);
        var to = axis.dot(shorter.end);
        var fromOn = Math.abs(from) <= Region.BOUNDARY_RAD;
        var toOn = Math.abs(to) <= Region.BOUNDARY_RAD;
        if (fromOn && toOn) {
            return sharedEnds(shorter);
        }
        var found = new ArrayList<Direction>(1);
        if (fromOn) {
            addIfSpanned(found, shorter.start, this);
        } else if (toOn) {
            addIfSpanned(found, shorter.end, this);
        } else if (from > 0 != to > 0) {
            var crossing =
                    shorter.start
                            .vector()
                            .times(Math.abs(to))
                            .plus(shorter.end.vector().times(Math.abs(from)))
                            .direction();
            addIfSpanned(found, crossing, this);
        }
        return found;
    }

    /**
     * Circles of different planes. A meeting point is looked for from the axis of the smaller
     * circle, so that it is known to the last bits of that circle's radius.
     */
    private List<Direction> meetsCircle(Arc other) {
        if (axis.cross(other.axis).norm() < PARALLEL || !circlesMeet(other)) {
            return List.of();
        }
        var found = new ArrayList<Direction>(2);
        var base = sinRadius <= other.sinRadius ? this : other;
        for (var point : base.commonPoints(base.equals(this) ? other : this)) {
            if (spans(point) && other.spans(point)) {
                found.add(point);
            }
        }
        return found;
    }

    /** The two points of both circles: steps from the axis (or its opposite, if that is nearer). */
    private List<Direction> commonPoints(Arc other) {
        var near = radiusRad <= Math.PI / 2 ? axis : axis.antipode();
        var halfSine = Math.sin(Math.min(radiusRad, Math.PI - radiusRad) / 2);
        var chord = isGreat() ? 2 : 4 * halfSine * halfSine;
        var otherChord = other.isGreat() ? 2 : other.squaredChord;
        var apart = near.squaredChord(other.axis);
        var side = near.cross(other.axis);
        var sine = side.norm();
        var across = side.times(1 / sine);
        var along = across.cross(near.vector());
        var forward = ((chord - otherChord + apart) / 2 - chord * apart / 4) / sine;
        var sideways = Math.sqrt(Math.max(0, chord - chord * chord / 4 - forward * forward));
        var foot = near.vector().times(1 - chord / 2).plus(along.times(forward));
        return List.of(
                foot.plus(across.times(sideways)).direction(),
                foot.minus(across.times(sideways)).direction());
    }

    private boolean circlesMeet(Arc other) {
        var apart = axis.separationRad(other.axis);
        var sum = radiusRad + other.radiusRad;
        return apart <= sum + Region.BOUNDARY_RAD
                && apart >= Math.abs(radiusRad - other.radiusRad) - Region.BOUNDARY_RAD
                && apart <= 2 * Math.PI - sum + Region.BOUNDARY_RAD;
    }
}
