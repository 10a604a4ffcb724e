package org.platebook.model.sky;

/** Boxes around regions, and circles around boxes. */
final class Boxes {

    private static final double POLE_RAD = Math.PI / 2;
    private static final Direction NORTH = new Direction(0, 0, 1);
    private static final Direction SOUTH = new Direction(0, 0, -1);

    private Boxes() {}

    static Box around(Circle circle) {
        if (circle.isEmpty()) {
            return Box.empty();
        }
        var lat = circle.centre().latRad();
        var south = lat - circle.radiusRad();
        var north = lat + circle.radiusRad();
        if (south <= -POLE_RAD || north >= POLE_RAD) {
            return new Box(0, Arc.FULL, Math.max(-POLE_RAD, south), Math.min(POLE_RAD, north));
        }
        var lon = circle.centre().lonRad();
        var sine = Math.sin(circle.radiusRad()) / Math.cos(lat);
        var half = Math.asin(Math.min(1, sine)) + Region.BOUNDARY_RAD;
        return new Box(wrap(lon - half), wrap(lon + half), south, north);
    }

    /** The box around edges of great circles and their inside. */
    static Box around(Outline outline) {
        var holdsNorth = outline.side(NORTH) >= 0;
        var holdsSouth = outline.side(SOUTH) >= 0;
        double south = holdsSouth ? -POLE_RAD : POLE_RAD;
        double north = holdsNorth ? POLE_RAD : -POLE_RAD;
        double turned = 0;
        double least = 0;
        double most = 0;
        for (var arc : outline.arcs()) {
            south = Math.min(south, -reach(arc, SOUTH));
            north = Math.max(north, reach(arc, NORTH));
            turned += Math.IEEEremainder(arc.end().lonRad() - arc.start().lonRad(), Arc.FULL);
            least = Math.min(least, turned);
            most = Math.max(most, turned);
        }
        if (holdsNorth || holdsSouth || most - least >= Arc.FULL) {
            return new Box(0, Arc.FULL, south, north);
        }
        var lon = outline.arcs().getFirst().start().lonRad();
        return new Box(wrap(lon + least), wrap(lon + most), south, north);
    }

    /** Largest angle of an arc's points from the equator towards a pole, in radians. */
    private static double reach(Arc arc, Direction pole) {
        var reach = Math.max(arc.start().latRad() * pole.z(), arc.end().latRad() * pole.z());
        var extreme = arc.angleOf(pole);
        return extreme <= arc.lengthRad()
                ? Math.max(reach, arc.at(extreme).latRad() * pole.z())
                : reach;
    }

    private static double wrap(double rad) {
        var rest = rad % Arc.FULL;
        return rest < 0 ? Math.min(rest + Arc.FULL, Arc.FULL) : rest;
    }

    /** The smaller box that holds both. */
    static Box joined(Box one, Box other) {
        if (one.isEmpty()) {
            return other;
        }
        if (other.isEmpty()) {
            return one;
        }
        var south = Math.min(one.southRad(), other.southRad());
        var north = Math.max(one.northRad(), other.northRad());
        var eastward = spanned(one, other);
        var westward = spanned(other, one);
        var width = Math.min(eastward, westward);
        if (width >= Arc.FULL) {
            return new Box(0, Arc.FULL, south, north);
        }
        var west = eastward <= westward ? one.westRad() : other.westRad();
        return new Box(west, wrap(west + width), south, north);
    }

    /** Width of the interval that starts with the first box and holds both, at most 2π. */
    private static double spanned(Box first, Box second) {
        var offset = wrap(second.westRad() - first.westRad());
        return Math.min(Arc.FULL, Math.max(first.widthRad(), offset + second.widthRad()));
    }

    /** The smallest circle around a box: about a pole, or a point of the meridian in its middle. */
    static Circle circleAround(Box box) {
        if (box.isEmpty()) {
            return Circle.ofRadians(new Direction(1, 0, 0), -1);
        }
        var best = Circle.ofRadians(NORTH, POLE_RAD - box.southRad());
        best = smaller(best, Circle.ofRadians(SOUTH, POLE_RAD + box.northRad()));
        if (!box.isAround()) {
            var cosHalf = Math.cos(box.widthRad() / 2);
            var middle = (box.southRad() + box.northRad()) / 2;
            best = smaller(best, about(box, middle));
            best = smaller(best, about(box, Math.atan(Math.tan(middle) * cosHalf)));
            best = smaller(best, about(box, middleOfCorners(box.southRad(), cosHalf)));
            best = smaller(best, about(box, middleOfCorners(box.northRad(), cosHalf)));
        }
        return Circle.ofRadians(
                best.centre(), Math.min(Math.PI, best.radiusRad() + Region.BOUNDARY_RAD));
    }

    private static Circle smaller(Circle one, Circle other) {
        return one.radiusRad() <= other.radiusRad() ? one : other;
    }

    private static double middleOfCorners(double latRad, double cosHalf) {
        return Math.atan(Math.tan(latRad) / Math.max(cosHalf, 1e-9));
    }

    /** The circle about a latitude on the middle meridian, clear of what is opposite to it. */
    private static Circle about(Box box, double latRad) {
        var centre = Direction.ofRadians(box.westRad() + box.widthRad() / 2, latRad);
        var opposite = centre.antipode();
        double clear = Math.PI;
        for (var arc : box.outline().arcs()) {
            clear = Math.min(clear, arc.distanceRad(opposite));
        }
        return Circle.ofRadians(centre, box.contains(opposite) ? Math.PI : Math.PI - clear);
    }
}
