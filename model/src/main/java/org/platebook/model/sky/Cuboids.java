package org.platebook.model.sky;

/** Cuboids around what outlines bound on the unit sphere. */
final class Cuboids {

    private Cuboids() {}

    /** The smallest cuboid around an outline and its inside, wider by the boundary's width. */
    static Cuboid around(Outline outline) {
        return new Cuboid(
                new Cuboid.Corner(
                        -reach(outline, new Direction(-1, 0, 0)),
                        -reach(outline, new Direction(0, -1, 0)),
                        -reach(outline, new Direction(0, 0, -1))),
                new Cuboid.Corner(
                        reach(outline, new Direction(1, 0, 0)),
                        reach(outline, new Direction(0, 1, 0)),
                        reach(outline, new Direction(0, 0, 1))));
    }

    /** The cuboid that holds nothing: its least bounds are above its greatest. */
    static Cuboid nothing() {
        var most = Double.POSITIVE_INFINITY;
        return new Cuboid(
                new Cuboid.Corner(most, most, most), new Cuboid.Corner(-most, -most, -most));
    }

    /** How far an outline and its inside reach towards a direction, from the sphere's centre. */
    private static double reach(Outline outline, Direction towards) {
        if (outline.side(towards) >= 0) {
            return 1;
        }
        double reach = Double.NEGATIVE_INFINITY;
        for (var arc : outline.arcs()) {
            reach = Math.max(reach, arc.start().dot(towards));
            reach = Math.max(reach, arc.end().dot(towards));
            var extreme = arc.angleOf(towards);
            if (extreme <= arc.lengthRad()) {
                reach = Math.max(reach, arc.at(extreme).dot(towards));
            }
        }
        return Math.min(1, reach + Region.BOUNDARY_RAD);
    }
}
