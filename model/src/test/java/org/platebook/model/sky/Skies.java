package org.platebook.model.sky;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random directions and regions, at poles and wraps as often as elsewhere. */
final class Skies {

    private Skies() {}

    /** Anywhere; a third of the time close to a pole, a quarter or the zero meridian. */
    static Direction direction(RandomGenerator random) {
        var special =
                List.of(
                        Direction.ofDegrees(0, 90),
                        Direction.ofDegrees(0, -90),
                        Direction.ofDegrees(0, 0),
                        Direction.ofDegrees(180, 0),
                        Direction.ofDegrees(90, 30));
        return switch (random.nextInt(6)) {
            case 0 -> near(random, special.get(random.nextInt(special.size())), 0.05);
            case 1 -> special.get(random.nextInt(special.size()));
            default ->
                    Direction.towards(
                            random.nextGaussian(), random.nextGaussian(), random.nextGaussian());
        };
    }

    /** A direction within an angle of another. */
    static Direction near(RandomGenerator random, Direction centre, double radiusRad) {
        return offset(centre, radiusRad * Math.sqrt(random.nextDouble()), 7 * random.nextDouble());
    }

    /** The direction an angle away from another, towards a position angle. */
    static Direction offset(Direction centre, double angleRad, double positionRad) {
        var side = centre.perpendicular().rotated(centre, positionRad);
        return centre.rotated(side, angleRad);
    }

    /** A polygon of 5 to 12 corners around a centre, in general not convex. */
    static Polygon star(RandomGenerator random, Direction centre, double radiusRad) {
        int corners = random.nextInt(5, 13);
        var vertices = new ArrayList<Direction>();
        for (int i = 0; i < corners; i++) {
            var position = -2 * Math.PI * (i + 0.8 * random.nextDouble()) / corners;
            vertices.add(offset(centre, radiusRad * random.nextDouble(0.1, 1), position));
        }
        return Polygon.of(vertices);
    }

    /** A circle, a star, a box or a range of up to about 0.6 rad at a direction. */
    static Region region(RandomGenerator random, Direction centre) {
        var size = random.nextDouble(0.01, 0.6);
        return switch (random.nextInt(4)) {
            case 0 -> Circle.ofRadians(centre, size);
            case 1 -> box(random, centre, Math.toDegrees(size));
            case 2 -> {
                var lat = centre.latDeg();
                yield new Range(
                        Double.NEGATIVE_INFINITY,
                        Double.POSITIVE_INFINITY,
                        Math.max(-90, lat - 5),
                        Math.min(90, lat + 5));
            }
            default -> star(random, centre, size);
        };
    }

    private static Box box(RandomGenerator random, Direction centre, double sizeDeg) {
        var width = random.nextInt(5) == 0 ? 250 * random.nextDouble() : sizeDeg;
        return Box.around(centre, width, 2 * sizeDeg * random.nextDouble(0.01, 1));
    }
}
