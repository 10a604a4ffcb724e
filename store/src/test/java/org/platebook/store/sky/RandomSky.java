package org.platebook.store.sky;

import org.platebook.model.sky.Circle;
import org.platebook.model.sky.Direction;
import org.platebook.model.sky.Polygon;

import java.util.ArrayList;
import java.util.random.RandomGenerator;

/** Random regions in degrees, at poles and across the zero meridian as often as elsewhere. */
final class RandomSky {

    private final RandomGenerator random;

    RandomSky(RandomGenerator random) {
        this.random = random;
    }

    /** Anywhere, but often at a pole, near it, or near the zero meridian. */
    Place place() {
        return switch (random.nextInt(8)) {
            case 0 -> new Place(0, random.nextBoolean() ? 90 : -90);
            case 1 -> new Place(360 * random.nextDouble(), 89 + random.nextDouble());
            case 2 -> new Place(random.nextDouble(), -20 + random.nextDouble());
            case 3 -> new Place(359 + random.nextDouble(), -20 + random.nextDouble());
            default ->
                    new Place(
                            360 * random.nextDouble(),
                            Math.toDegrees(Math.asin(2 * random.nextDouble() - 1)));
        };
    }

    Place near(Place centre, double angleDeg) {
        var axis = random.nextDouble() < 0.5 ? new Direction(0, 0, 1) : new Direction(0, 1, 0);
        var spot = centre.direction();
        var side =
                Direction.towards(
                                spot.y() * axis.z() - spot.z() * axis.y(),
                                spot.z() * axis.x() - spot.x() * axis.z(),
                                spot.x() * axis.y() - spot.y() * axis.x() + 1e-9)
                        .rotated(spot, 7 * random.nextDouble());
        var moved = spot.rotated(side, Math.toRadians(angleDeg * random.nextDouble()));
        return new Place(moved.lonDeg(), moved.latDeg());
    }

    /** A polygon of 3 to 10 corners about a place, in general not convex, in either order. */
    Outline polygon(Place centre, double radiusDeg) {
        return polygon(centre, radiusDeg, random.nextInt(3, 11));
    }

    /** As {@link #polygon(Place, double)}, of so many corners. */
    Outline polygon(Place centre, double radiusDeg, int corners) {
        var spot = centre.direction();
        var side = towardsAny(spot);
        var sense = random.nextBoolean() ? 1 : -1;
        var places = new ArrayList<Place>();
        for (int i = 0; i < corners; i++) {
            var turn = sense * 2 * Math.PI * (i + 0.4 * random.nextDouble()) / corners;
            var angle = Math.toRadians(radiusDeg * random.nextDouble(0.2, 1));
            var corner = spot.rotated(side.rotated(spot, turn), angle);
            places.add(new Place(corner.lonDeg(), corner.latDeg()));
        }
        return new Outline(places);
    }

    private static Direction towardsAny(Direction spot) {
        return Math.abs(spot.x()) < 0.5
                ? Direction.towards(0, spot.z(), -spot.y())
                : Direction.towards(-spot.z(), 0, spot.x());
    }

    double size() {
        return Math.pow(10, random.nextDouble(-3, 1.8));
    }

    /** A direction in degrees, as the database has it. */
    record Place(double raDeg, double decDeg) {
        Direction direction() {
            return Direction.ofDegrees(raDeg, decDeg);
        }

        Circle circle(double radiusDeg) {
            return Circle.ofDegrees(direction(), radiusDeg);
        }
    }

    /** A polygon's corners in degrees, as the database has them. */
    record Outline(ArrayList<Place> places) {
        Polygon polygon() {
            return Polygon.of(places.stream().map(Place::direction).toList());
        }

        Double[] array() {
            var array = new Double[2 * places.size()];
            for (int i = 0; i < places.size(); i++) {
                array[2 * i] = places.get(i).raDeg();
                array[2 * i + 1] = places.get(i).decDeg();
            }
            return array;
        }
    }
}
